//! Whether a text that goes to one bidder says something that only another one may know.
//!
//! The check is deliberately coarse: it finds names, offers' references, amounts and runs of words. A person reads what it
//! finds and redacts; nothing is sent while something is found.

use rust_decimal::Decimal;

use crate::states::named::named_enum;
use crate::text::folded;

/// So many words in a row that stand in another bidder's offer, and in nothing that this bidder knows, are a leak (own
/// design).
pub const RUN: usize = 6;

named_enum! {
    /// What kind of thing must not be said.
    pub enum SecretKind {
        Name "name" "Name of another bidder",
        Person "person" "Name of a person",
        Reference "reference" "Reference of another offer",
        Amount "amount" "Amount of another offer",
        Text "text" "Words of another offer",
    }
}

/// Something that must not be said to a bidder.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Secret {
    /// Words that must not stand anywhere: a name or a reference.
    Words(SecretKind, String),
    /// An amount in major units of its currency.
    Amount(Decimal),
    /// A text of which no run of [`RUN`] words must stand anywhere.
    Text(String),
}

/// Something found that must not be said.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Leak {
    /// What kind of thing.
    pub kind: SecretKind,
    /// What was found, to be redacted.
    pub found: String,
}

/// The ways in which people write an organisation's name: without the short words at its end, which say its legal form, and
/// by its first word alone where that is long enough to be telling.
#[must_use]
pub fn ways_to_name(name: &str) -> Vec<String> {
    let words: Vec<&str> = name.split_whitespace().collect();
    let short = |word: &&&str| {
        word.chars()
            .filter(|letter| letter.is_alphanumeric())
            .count()
            <= 4
    };
    let forms = words.iter().skip(1).rev().take_while(short).count();
    let stem = words[..words.len() - forms].join(" ");
    let telling = stem.chars().count() >= TELLING;
    let mut ways = vec![if telling { stem } else { words.join(" ") }];
    let first = words.first().filter(|word| word.chars().count() >= TELLING);
    ways.extend(first.map(|word| (*word).to_owned()));
    ways.retain(|way| !way.is_empty());
    ways.dedup();
    ways
}

/// So many letters make the first word of a name telling (own design).
const TELLING: usize = 5;

/// What stands in place of a redacted passage.
pub const REDACTED: &str = "[redacted]";

/// The text with each of these passages blacked out wherever it stands, whatever its case.
#[must_use]
pub fn redacted(text: &str, passages: &[String]) -> String {
    passages
        .iter()
        .map(|passage| passage.trim())
        .filter(|passage| !passage.is_empty())
        .fold(text.to_owned(), |text, passage| blacked(&text, passage))
}

fn blacked(text: &str, passage: &str) -> String {
    let mut rest = text;
    let mut done = String::new();
    while let Some((at, length)) = place(rest, passage) {
        let (before, after) = rest.split_at(at);
        done.push_str(before);
        done.push_str(REDACTED);
        rest = &after[length..];
    }
    done + rest
}

/// Where a passage stands in a text, ignoring case, and how many bytes it takes there.
fn place(text: &str, passage: &str) -> Option<(usize, usize)> {
    let sought: Vec<char> = passage.to_lowercase().chars().collect();
    text.char_indices().find_map(|(at, _)| {
        let mut left = sought.as_slice();
        for (offset, letter) in text[at..].char_indices() {
            let lower: Vec<char> = letter.to_lowercase().collect();
            left = left.strip_prefix(lower.as_slice())?;
            if left.is_empty() {
                return Some((at, offset + letter.len_utf8()));
            }
        }
        None
    })
}

/// Everything that a text says and must not; `known` are texts that the bidder may know: its own offer and what was
/// published.
#[must_use]
pub fn leaks(text: &str, secrets: &[Secret], known: &[String]) -> Vec<Leak> {
    let (words, amounts) = (split(text), amounts(text));
    let known: Vec<Vec<String>> = known.iter().map(|known| split(known)).collect();
    let mut found: Vec<Leak> = Vec::new();
    for secret in secrets {
        let leak = match secret {
            Secret::Words(kind, sought) => said(&words, sought).map(|found| (*kind, found)),
            Secret::Amount(amount) => amounts
                .iter()
                .find(|(_, said)| said == amount)
                .map(|(found, _)| (SecretKind::Amount, found.clone())),
            Secret::Text(secret) => {
                run(&words, &split(secret), &known).map(|found| (SecretKind::Text, found))
            }
        };
        let leak = leak.map(|(kind, found)| Leak { kind, found });
        found.extend(
            leak.filter(|leak| !found.contains(leak))
                .into_iter()
                .collect::<Vec<_>>(),
        );
    }
    found
}

/// The words of a text, folded, without punctuation.
fn split(text: &str) -> Vec<String> {
    folded(text)
        .split(|letter: char| !letter.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .map(str::to_owned)
        .collect()
}

fn contains(words: &[String], sought: &[String]) -> bool {
    !sought.is_empty() && words.windows(sought.len()).any(|window| window == sought)
}

fn said(words: &[String], sought: &str) -> Option<String> {
    contains(words, &split(sought)).then(|| sought.to_owned())
}

/// The first run of words that stands in both texts and in nothing that is known.
fn run(words: &[String], secret: &[String], known: &[Vec<String>]) -> Option<String> {
    let shared = secret.windows(RUN).find(|window| {
        contains(words, window) && !known.iter().any(|known| contains(known, window))
    })?;
    Some(shared.join(" "))
}

/// The amounts of a text as written and as numbers, by both customs of points and commas.
fn amounts(text: &str) -> Vec<(String, Decimal)> {
    let part = |letter: char| letter.is_ascii_digit() || " \u{a0}\u{202f}'.,".contains(letter);
    text.split(|letter: char| !part(letter))
        .map(|written| written.trim_matches(|letter: char| !letter.is_ascii_digit()))
        .filter(|written| !written.is_empty())
        .flat_map(|written| {
            readings(written)
                .into_iter()
                .map(|number| (written.to_owned(), number))
        })
        .collect()
}

/// What an amount may mean: its last point or comma parts the decimals, or nothing does.
fn readings(written: &str) -> Vec<Decimal> {
    let digits = |text: &str| {
        text.chars()
            .filter(char::is_ascii_digit)
            .collect::<String>()
    };
    let mut all = vec![digits(written)];
    if let Some(at) = written.rfind(['.', ',']) {
        let (whole, cents) = written.split_at(at);
        all.push(format!("{}.{}", digits(whole), digits(cents)));
    }
    all.iter().filter_map(|text| text.parse().ok()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn kinds(text: &str, secret: Secret) -> Vec<SecretKind> {
        let known = ["the service shall deliver images within six hours of request".to_owned()];
        let found = leaks(text, &[secret], &known);
        found.into_iter().map(|leak| leak.kind).collect()
    }

    fn name(name: &str) -> Secret {
        Secret::Words(SecretKind::Name, name.to_owned())
    }

    #[test]
    fn a_name_is_found_whatever_its_case_and_accents_and_only_as_whole_words() {
        let zoe = || name("Zoé Imaging");
        assert_eq!(
            kinds("Weaker than ZOE IMAGING here.", zoe()),
            [SecretKind::Name]
        );
        assert_eq!(kinds("Zoe's imaging chain", zoe()), []);
        assert_eq!(kinds("The imagery is good", name("Image")), []);
    }

    #[test]
    fn a_name_is_sought_without_its_legal_form_and_by_its_first_word() {
        assert_eq!(
            ways_to_name("Cygnus Imaging GmbH"),
            ["Cygnus Imaging", "Cygnus"]
        );
        assert_eq!(ways_to_name("Sat One S.A."), ["Sat One S.A."]);
        assert_eq!(ways_to_name("Delphin"), ["Delphin"]);
        assert_eq!(ways_to_name(""), [""; 0]);
    }

    #[test]
    fn an_amount_is_found_however_it_is_written() {
        let price = || Secret::Amount("1234567.5".parse().unwrap());
        for text in ["EUR 1,234,567.50", "1 234 567,5 €", "costs 1'234'567.50."] {
            assert_eq!(kinds(text, price()), [SecretKind::Amount], "{text}");
        }
        assert_eq!(kinds("1,234,568", price()), []);
    }

    #[test]
    fn six_words_in_a_row_of_another_offer_are_a_leak() {
        let other = || {
            Secret::Text("Eight radar satellites in two polar planes with crosslinks.".to_owned())
        };
        let copied = "Better: radar satellites in two polar planes, they wrote.";
        assert_eq!(kinds(copied, other()), [SecretKind::Text]);
        assert_eq!(
            kinds("Radar satellites in two planes are better.", other()),
            []
        );
    }

    #[test]
    fn words_that_were_published_are_no_leak() {
        let quoting = Secret::Text("We deliver images within six hours of request.".to_owned());
        let text = "Images within six hours of request were not shown.";
        assert_eq!(kinds(text, quoting), []);
    }

    #[test]
    fn a_redacted_passage_is_blacked_out_everywhere() {
        let passages = ["cygnus imaging".to_owned(), " ".to_owned()];
        let text = "Cygnus Imaging is nearer; CYGNUS IMAGING is cheaper.";
        let clean = redacted(text, &passages);
        assert_eq!(clean, "[redacted] is nearer; [redacted] is cheaper.");
        assert_eq!(kinds(&clean, name("Cygnus Imaging")), []);
    }
}
