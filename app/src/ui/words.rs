//! Words that may be absent, so that a component takes `"text"`, a `String` or an `Option` alike.

/// Optional text of a component; absent by default, and an empty text counts as absent.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Words(Option<String>);

impl Words {
    /// The text, if there is one.
    #[must_use]
    pub fn get(self) -> Option<String> {
        self.0
    }

    /// The text borrowed, if there is one.
    #[must_use]
    pub fn as_deref(&self) -> Option<&str> {
        self.0.as_deref()
    }

    /// Whether there is a text.
    #[must_use]
    pub fn is_some(&self) -> bool {
        self.0.is_some()
    }
}

impl From<String> for Words {
    fn from(text: String) -> Self {
        Self((!text.is_empty()).then_some(text))
    }
}

impl From<&str> for Words {
    fn from(text: &str) -> Self {
        text.to_owned().into()
    }
}

impl<T: Into<Self>> From<Option<T>> for Words {
    fn from(text: Option<T>) -> Self {
        text.map(Into::into).unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_empty_text_is_no_text() {
        assert_eq!(Words::from(""), Words::default());
        assert_eq!(Words::from(Some("due")).as_deref(), Some("due"));
        assert_eq!(Words::from(None::<String>).get(), None);
    }
}
