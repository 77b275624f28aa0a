//! Who may offer under a method: every eligible vendor, or those whom the buyer names.

use super::Method;
use crate::states::named::named_enum;

named_enum! {
    /// Who may offer.
    pub enum Admission {
        Open "open" "Every eligible vendor",
        Pool "pool" "The vendors of a stated pool",
        Holders "holders" "The holders of a framework",
        One "one" "One vendor",
    }
}

impl Admission {
    /// Whether so many vendors can be named: two at least where they compete, exactly one where nobody does. No source
    /// counts the vendors of a pool; that one vendor is no competition is this project's own reading.
    #[must_use]
    pub const fn takes(self, named: usize) -> bool {
        match self {
            Self::Open => named == 0,
            Self::Pool => named >= 2,
            Self::Holders => named >= 1,
            Self::One => named == 1,
        }
    }

    /// What to do before publication, as a sentence.
    #[must_use]
    pub const fn task(self) -> &'static str {
        match self {
            Self::Open => {
                "Take the named vendors off: by this method every eligible vendor may offer."
            }
            Self::Pool => "Name the vendors of the pool, two at least.",
            Self::Holders => "Name the holders of the framework who may offer.",
            Self::One => "Name the one vendor with whom it is negotiated.",
        }
    }
}

impl Method {
    /// Who may offer.
    #[must_use]
    pub const fn admission(self) -> Admission {
        match self {
            Self::Lc | Self::Mini => Admission::Pool,
            Self::Pca | Self::Pib => Admission::Holders,
            Self::Ss => Admission::One,
            _ => Admission::Open,
        }
    }

    /// Document and paragraph that say who may offer; none where every eligible vendor may.
    #[must_use]
    pub const fn admission_source(self) -> Option<&'static str> {
        match self {
            Self::Lc => Some("NPP 21"),
            Self::Mini | Self::Pca => Some("NPP 20"),
            Self::Pib => Some("NPP 25"),
            Self::Ss => Some("NPP 22"),
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn who_is_limited_has_a_source() {
        for method in Method::ALL {
            let limited = method.admission() != Admission::Open;
            assert_eq!(limited, method.admission_source().is_some(), "{method}");
        }
    }

    #[test]
    fn a_pool_competes_and_a_sole_source_does_not() {
        assert!(!Admission::Pool.takes(1) && Admission::Pool.takes(2));
        assert!(!Admission::One.takes(2) && Admission::One.takes(1));
        assert!(!Admission::Holders.takes(0) && Admission::Open.takes(0));
    }
}
