//! Which methods are lawful for an estimate that is being typed.

use crate::db::DecimalText;
use crate::{Ctx, Error};
use domain::actor::Actor;
use domain::methods::{Authority, Proposal, Purchase, lawful_methods};
use domain::money::{Currency, Money};
use domain::policy::actions::EditSolicitation;
use domain::policy::{Subject, permit};

/// What decides the methods, as typed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Typed {
    /// The base, in major units.
    pub estimate: String,
    /// All options together, in major units.
    pub estimate_options: String,
    /// ISO 4217.
    pub currency: String,
    /// Whether a commercial product or service is bought.
    pub commercial: bool,
    /// Whether it serves operations and missions.
    pub for_operations: bool,
    /// Code of the authority.
    pub authority: String,
}

/// What follows from it.
#[derive(Clone, Debug)]
pub struct Proposed {
    /// The estimate including all options.
    pub total: Money,
    /// The same in EUR minor units.
    pub eur: i64,
    /// Every method with its verdict, the lawful ones first.
    pub methods: Vec<Proposal>,
}

/// Which methods are lawful today for what was typed; a sentence where it cannot be said, such as without a rate.
///
/// # Errors
/// When the rules refuse or the store fails.
pub async fn propose(
    ctx: &Ctx,
    actor: &Actor,
    typed: &Typed,
) -> Result<Result<Proposed, String>, Error> {
    permit::<EditSolicitation>(actor, Subject::ANY)?;
    let Some(total) = total(typed) else {
        return Ok(Err(
            "Enter the base of the estimate, such as 9 000 000, and its options where there are any."
                .to_owned(),
        ));
    };
    let Some(eur) = in_euro(ctx, total).await? else {
        let currency = total.currency;
        return Ok(Err(format!(
            "Record an exchange rate for {currency}, or estimate in EUR: the limits are in EUR."
        )));
    };
    let purchase = Purchase {
        estimate_eur_minor: eur,
        commercial: typed.commercial,
        for_operations: typed.for_operations,
        authority: typed.authority.parse().unwrap_or(Authority::Ncia),
    };
    Ok(Ok(Proposed {
        total,
        eur,
        methods: lawful_methods(purchase, ctx.today()),
    }))
}

fn total(typed: &Typed) -> Option<Money> {
    let currency: Currency = typed.currency.parse().ok()?;
    let base = Money::parse(typed.estimate.trim(), currency).ok()?;
    let options = typed.estimate_options.trim();
    let total = if options.is_empty() {
        Some(base)
    } else {
        base.checked_add(Money::parse(options, currency).ok()?)
    };
    total.filter(|total| total.minor > 0)
}

async fn in_euro(ctx: &Ctx, money: Money) -> Result<Option<i64>, Error> {
    if money.currency == Currency::EUR {
        return Ok(Some(money.minor));
    }
    let rate: Option<(DecimalText,)> = ctx
        .db()
        .query("SELECT units_per_eur FROM exchange_rate WHERE currency = $1 ORDER BY on_day DESC LIMIT 1")
        .bind(money.currency.code().to_owned())
        .optional()
        .await?;
    Ok(rate
        .and_then(|(rate,)| money.to_eur(rate.0))
        .map(|eur| eur.minor))
}
