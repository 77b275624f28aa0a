//! What a person typed into a form and what was wrong with it, carried back to the page that is shown again.

use std::collections::BTreeMap;

/// Name of the hidden input that tells which of a page's forms was sent.
pub const ACT: &str = "act";

/// One field's error, in the words the person reads.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FieldError {
    /// Name of the input it belongs to.
    pub field: String,
    /// What happened and what to do, in one sentence.
    pub message: String,
}

/// Typed values, errors per field, and an optional sentence about the whole form.
///
/// Inputs read it from Leptos context; see [`Form`](super::Form).
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FormState {
    values: BTreeMap<String, Vec<String>>,
    errors: Vec<FieldError>,
    summary: Option<String>,
    prefix: Option<String>,
}

impl FormState {
    /// The state of a form that was sent, from its name–value pairs in order.
    pub fn from_pairs<K: Into<String>, V: Into<String>>(
        pairs: impl IntoIterator<Item = (K, V)>,
    ) -> Self {
        let mut state = Self::default();
        for (name, value) in pairs {
            state
                .values
                .entry(name.into())
                .or_default()
                .push(value.into());
        }
        state
    }

    /// Sets one field's value.
    #[must_use]
    pub fn with_value(mut self, name: impl Into<String>, value: impl Into<String>) -> Self {
        self.values.insert(name.into(), vec![value.into()]);
        self
    }

    /// Adds an error to a field.
    #[must_use]
    pub fn with_error(mut self, field: impl Into<String>, message: impl Into<String>) -> Self {
        self.errors.push(FieldError {
            field: field.into(),
            message: message.into(),
        });
        self
    }

    /// Says what is wrong with the form as a whole.
    #[must_use]
    pub fn with_summary(mut self, summary: impl Into<String>) -> Self {
        self.summary = Some(summary.into());
        self
    }

    /// Puts a prefix before the ids of the inputs, for pages with several forms.
    #[must_use]
    pub fn with_prefix(mut self, prefix: impl Into<String>) -> Self {
        self.prefix = Some(prefix.into());
        self
    }

    /// First value typed into a field; `None` when the form was not sent or did not hold the field.
    #[must_use]
    pub fn value(&self, name: &str) -> Option<&str> {
        self.values(name).first().map(String::as_str)
    }

    /// All values of a field, such as ticked boxes.
    #[must_use]
    pub fn values(&self, name: &str) -> &[String] {
        self.values.get(name).map_or(&[], Vec::as_slice)
    }

    /// Whether a form was sent. An unticked box is then really unticked and not "as before".
    #[must_use]
    pub fn was_sent(&self) -> bool {
        !self.values.is_empty()
    }

    /// First error of a field.
    #[must_use]
    pub fn error(&self, name: &str) -> Option<&str> {
        self.errors
            .iter()
            .find(|error| error.field == name)
            .map(|error| error.message.as_str())
    }

    /// All errors, in the order they were found.
    #[must_use]
    pub fn errors(&self) -> &[FieldError] {
        &self.errors
    }

    /// What is wrong with the form as a whole.
    #[must_use]
    pub fn summary(&self) -> Option<&str> {
        self.summary.as_deref()
    }

    /// Whether anything was refused.
    #[must_use]
    pub fn has_errors(&self) -> bool {
        !self.errors.is_empty() || self.summary.is_some()
    }

    /// Id of the input with this name, unique among the forms of a page.
    #[must_use]
    pub fn field_id(&self, name: &str) -> String {
        match &self.prefix {
            Some(prefix) => format!("{prefix}-{name}"),
            None => name.to_owned(),
        }
    }

    /// This state, or an empty one when another form of the page was sent.
    #[must_use]
    pub fn for_act(self, act: &str) -> Self {
        let mine = self.value(ACT) == Some(act);
        if mine {
            self.with_prefix(act)
        } else {
            Self::default().with_prefix(act)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn repeated_names_keep_all_values_in_order() {
        let state = FormState::from_pairs([("nation", "NO"), ("nation", "FI"), ("title", "Relay")]);
        assert_eq!(state.values("nation"), ["NO", "FI"]);
        assert_eq!(state.value("title"), Some("Relay"));
        assert_eq!(state.value("missing"), None);
    }

    #[test]
    fn a_summary_alone_counts_as_an_error() {
        assert!(!FormState::default().has_errors());
        assert!(
            FormState::default()
                .with_summary("Somebody else saved first.")
                .has_errors()
        );
    }

    #[test]
    fn a_form_does_not_see_the_errors_of_another() {
        let sent = FormState::from_pairs([(ACT, "award")]).with_error("reason", "Enter a reason.");
        assert_eq!(
            sent.clone().for_act("award").error("reason"),
            Some("Enter a reason.")
        );
        assert!(!sent.for_act("cancel").has_errors());
    }

    #[test]
    fn ids_carry_the_form_they_belong_to() {
        assert_eq!(FormState::default().field_id("title"), "title");
        assert_eq!(
            FormState::default().for_act("award").field_id("title"),
            "award-title"
        );
    }
}
