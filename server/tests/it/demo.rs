//! The demonstration: invented people and providers, told through the use cases. Over HTTP.
