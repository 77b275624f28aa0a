//! Closed lists of words: each value has a name for machines and a label for people.

/// A text that names no value of a closed list.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("“{value}” is not a known value. Use one of: {}.", known.join(", "))]
pub struct UnknownName {
    /// What was given.
    pub value: String,
    /// The names that would have been understood.
    pub known: Vec<&'static str>,
}

/// A name and its label, detached from the enum it came from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Term {
    /// The name machines use, in `snake_case`.
    pub name: &'static str,
    /// The words people read, in sentence case.
    pub label: &'static str,
}

/// Writes an enum as a table: variant, name, label and, where people need more, a meaning.
///
/// The meaning (or the label, where there is none) is the documentation of the variant.
macro_rules! named_enum {
    ($(#[$meta:meta])* $vis:vis enum $name:ident {
        $($variant:ident $text:literal $label:literal $meaning:literal),+ $(,)?
    }) => {
        $crate::states::named::named_enum! {
            $(#[$meta])* $vis enum $name { $($variant $text $label ($meaning)),+ }
        }
        impl $name {
            /// One sentence for people that explains the value.
            #[must_use]
            pub const fn meaning(self) -> &'static str {
                match self { $(Self::$variant => $meaning),+ }
            }
        }
    };
    ($(#[$meta:meta])* $vis:vis enum $name:ident {
        $($variant:ident $text:literal $label:literal),+ $(,)?
    }) => {
        $crate::states::named::named_enum! {
            $(#[$meta])* $vis enum $name { $($variant $text $label ($label)),+ }
        }
    };
    ($(#[$meta:meta])* $vis:vis enum $name:ident {
        $($variant:ident $text:literal $label:literal ($doc:literal)),+
    }) => {
        $(#[$meta])*
        #[derive(
            Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord,
            serde::Serialize, serde::Deserialize,
        )]
        $vis enum $name {
            $(#[doc = $doc] #[serde(rename = $text)] $variant),+
        }

        impl $name {
            /// Every value, in the order of the table.
            pub const ALL: &'static [Self] = &[$(Self::$variant),+];

            /// The name machines use, in `snake_case`; `FromStr` reads it back.
            #[must_use]
            pub const fn as_str(self) -> &'static str {
                match self { $(Self::$variant => $text),+ }
            }

            /// The words people read, in sentence case.
            #[must_use]
            pub const fn label(self) -> &'static str {
                match self { $(Self::$variant => $label),+ }
            }

            /// Name and label together.
            #[must_use]
            pub const fn term(self) -> $crate::states::Term {
                $crate::states::Term { name: self.as_str(), label: self.label() }
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(self.as_str())
            }
        }

        impl std::str::FromStr for $name {
            type Err = $crate::states::UnknownName;

            fn from_str(text: &str) -> Result<Self, Self::Err> {
                Self::ALL.iter().copied().find(|value| value.as_str() == text).ok_or_else(|| {
                    $crate::states::UnknownName {
                        value: text.to_owned(),
                        known: Self::ALL.iter().map(|value| value.as_str()).collect(),
                    }
                })
            }
        }
    };
}
pub(crate) use named_enum;
