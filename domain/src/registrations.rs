//! Registering a provider organisation: the steps, and how names of organisations are compared.

use crate::states::named::named_enum;
use crate::text::folded;

named_enum! {
    /// A step of writing a registration, in their order.
    pub enum Step {
        Organisation "organisation" "Organisation" "Name, nation, size and website.",
        Identifiers "identifiers" "Identifiers" "Numbers under which registers know the organisation.",
        Ownership "ownership" "Ownership and control" "Who owns and controls it.",
        Contact "contact" "Contact person" "Who answers questions and gets the first account.",
    }
}

impl Step {
    /// The step after this one; none after the last.
    #[must_use]
    pub fn next(self) -> Option<Self> {
        let place = Self::ALL.iter().position(|one| *one == self)?;
        Self::ALL.get(place + 1).copied()
    }
}

/// Words of legal forms, folded. They tell nothing of who it is.
const FORMS: [&str; 45] = [
    "ab",
    "ag",
    "as",
    "asa",
    "aps",
    "bv",
    "bvba",
    "co",
    "company",
    "corp",
    "corporation",
    "doo",
    "eood",
    "gmbh",
    "hf",
    "inc",
    "incorporated",
    "kft",
    "kg",
    "limited",
    "llc",
    "llp",
    "ltd",
    "nv",
    "nyrt",
    "oy",
    "oyj",
    "ou",
    "plc",
    "sa",
    "sarl",
    "sas",
    "se",
    "sia",
    "sl",
    "spa",
    "sro",
    "srl",
    "sp",
    "zoo",
    "uab",
    "ug",
    "zrt",
    "ehf",
    "the",
];

/// A name as it is compared with others: folded, without punctuation and legal forms, words side by side.
#[must_use]
pub fn plain_name(name: &str) -> String {
    let folded = folded(name).replace(['.', '\'', '’'], "");
    let words = folded
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty());
    let all: Vec<&str> = words.clone().collect();
    let telling: Vec<&str> = words.filter(|word| !FORMS.contains(word)).collect();
    if telling.is_empty() {
        all.join(" ")
    } else {
        telling.join(" ")
    }
}

/// Letters by which names of this length may differ and still be similar: one for every six, three at most.
fn tolerated(length: usize) -> usize {
    (length / 6).min(3)
}

/// Whether two names may well be of the same organisation: the same words in any order, or the same but for a few letters.
#[must_use]
pub fn similar_names(one: &str, other: &str) -> bool {
    let (one, other) = (plain_name(one), plain_name(other));
    let sorted = |name: &str| {
        let mut words: Vec<String> = name.split(' ').map(str::to_owned).collect();
        words.sort_unstable();
        words
    };
    if sorted(&one) == sorted(&other) {
        return true;
    }
    let joined = |name: &str| name.replace(' ', "");
    let (one, other) = (joined(&one), joined(&other));
    let length = one.chars().count().min(other.chars().count());
    strsim::osa_distance(&one, &other) <= tolerated(length)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn legal_forms_accents_and_marks_do_not_make_another_name() {
        assert_eq!(plain_name("Étoile Spatiale S.A."), "etoile spatiale");
        assert!(similar_names("Étoile Spatiale S.A.", "ETOILE-SPATIALE SAS"));
        assert!(similar_names("Aurora Observation AS", "Observation Aurora"));
    }

    #[test]
    fn a_few_letters_are_tolerated_in_long_names_only() {
        assert!(similar_names("Boreal Radar Oy", "Borael Radar"));
        assert!(!similar_names("Ovi", "Ovo"));
        assert!(!similar_names("Northern Optics", "Northern Radar"));
    }

    #[test]
    fn a_name_of_legal_forms_alone_is_still_compared() {
        assert_eq!(plain_name("The Company"), "the company");
        assert!(!similar_names("The Company", "Co Ltd"));
    }

    #[test]
    fn steps_follow_each_other() {
        assert_eq!(Step::Organisation.next(), Some(Step::Identifiers));
        assert_eq!(Step::Contact.next(), None);
    }
}
