//! An offer as it is read by people who must not learn who made it.

use super::{Administration, Attachment, OfferContent};
use crate::awards::{redacted, ways_to_name};
use crate::parameters::Declared;

/// What an offer is called while its bidder's name is hidden: `Offeror A` to `Offeror Z`, then `Offeror AA` and on.
#[must_use]
pub fn pseudonym(place: usize) -> String {
    let mut letters = Vec::new();
    let mut left = place + 1;
    while left > 0 {
        left -= 1;
        letters.extend(
            u32::try_from(left % 26)
                .ok()
                .and_then(|at| char::from_digit(at + 10, 36)),
        );
        left /= 26;
    }
    let letters: String = letters.iter().rev().map(char::to_ascii_uppercase).collect();
    format!("Offeror {letters}")
}

impl OfferContent {
    /// The same offer without the names in it: volume 1 keeps its terms only, files are numbered, and in the other volumes the
    /// names of the bidder, of its partners and of its contact are blacked out (own design). What describes a bidder without
    /// naming it stays, and so does what stands inside a file.
    #[must_use]
    pub fn without_names(mut self, bidder: &str) -> Self {
        let names = names(&self.administration, bidder);
        for text in self.texts() {
            *text = redacted(text, &names);
        }
        for declared in &mut self.technical.declared {
            if let Some(Declared::Text(words)) = &mut declared.answer
                && let Ok(black) = redacted(words.as_str(), &names).try_into()
            {
                *words = black;
            }
        }
        self.administration = Administration {
            validity_days: self.administration.validity_days,
            accepts_terms: self.administration.accepts_terms,
            ..Administration::default()
        };
        number(&mut self.technical.attachments);
        number(&mut self.experience.attachments);
        number(&mut self.price.attachments);
        self
    }

    /// Every text of volumes 2 to 4 that the bidder wrote freely.
    fn texts(&mut self) -> impl Iterator<Item = &mut String> {
        let technical = &mut self.technical;
        let answers = technical.answers.iter_mut().map(|answer| &mut answer.text);
        let evidence = technical.declared.iter_mut().map(|line| &mut line.evidence);
        let references = self.experience.references.iter_mut();
        let past = references.flat_map(|past| [&mut past.customer, &mut past.description]);
        let lines = self
            .price
            .lines
            .iter_mut()
            .map(|line| &mut line.description);
        std::iter::once(&mut technical.summary)
            .chain(answers)
            .chain(evidence)
            .chain(past)
            .chain(lines)
    }
}

/// What may not be read, the longest first, so that no part of a name is left over.
fn names(first: &Administration, bidder: &str) -> Vec<String> {
    let partners = first.partners.iter();
    let partners = partners.filter_map(|partner| ways_to_name(&partner.name).into_iter().next());
    let mut names = ways_to_name(bidder);
    names.push(bidder.to_owned());
    names.extend(partners);
    names.extend([first.contact_name.clone(), first.contact_email.clone()]);
    names.sort_by_key(|name| std::cmp::Reverse(name.chars().count()));
    names
}

/// Files of a volume by number; the ending stays, because it says what opens them.
fn number(files: &mut [Attachment]) {
    for (place, file) in files.iter_mut().enumerate() {
        let ending = file.name.rsplit_once('.').map(|(_, ending)| ending);
        let ending = ending
            .filter(|ending| ending.len() <= 5)
            .map(str::to_lowercase);
        file.name = match ending {
            Some(ending) => format!("File {}.{ending}", place + 1),
            None => format!("File {}", place + 1),
        };
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::offers::attachments::tests::file;
    use crate::offers::{Partner, PartnerRole, PastContract};

    fn named() -> OfferContent {
        let mut offer = OfferContent::default();
        offer.administration.contact_name = "Bo Bidder".to_owned();
        offer.administration.validity_days = Some(90);
        offer.administration.partners = vec![Partner {
            role: PartnerRole::Member,
            name: "Cygnus Imaging".to_owned(),
            nation: None,
            share: None,
            work: String::new(),
        }];
        offer.technical.summary =
            "AURORA flies six radars; Cygnus Imaging images. Ask bo bidder.".to_owned();
        offer.technical.attachments = vec![file("Aurora-brochure.PDF"), file("Aurora")];
        offer.experience.references = vec![PastContract {
            customer: "A ministry".to_owned(),
            description: "Aurora Observation AB delivered.".to_owned(),
            last_year: None,
        }];
        offer
    }

    #[test]
    fn letters_go_on_after_the_alphabet() {
        assert_eq!(
            [0, 25, 26, 701, 702].map(pseudonym),
            [
                "Offeror A",
                "Offeror Z",
                "Offeror AA",
                "Offeror ZZ",
                "Offeror AAA"
            ]
        );
    }

    #[test]
    fn no_name_is_left_in_what_evaluators_read() {
        let offer = named().without_names("Aurora Observation AB");
        let text = crate::canonical::text(&offer).unwrap().to_lowercase();
        for name in ["aurora", "cygnus", "bo bidder", "observation"] {
            assert!(!text.contains(name), "{name}: {text}");
        }
        assert_eq!(
            offer.technical.summary,
            "[redacted] flies six radars; [redacted] images. Ask [redacted]."
        );
    }

    #[test]
    fn the_terms_of_an_anonymous_offer_stay() {
        let offer = named().without_names("Aurora Observation AB");
        assert_eq!(offer.administration.validity_days, Some(90));
        assert_eq!(offer.experience.references[0].customer, "A ministry");
    }

    #[test]
    fn files_are_numbered_and_keep_their_endings() {
        let offer = named().without_names("Aurora Observation AB");
        let names = offer.technical.attachments.iter();
        let names: Vec<&str> = names.map(|file| file.name.as_str()).collect();
        assert_eq!(names, ["File 1.pdf", "File 2"]);
    }
}
