//! What nations of the story pledge, pay and fund.

use super::{Cast, Stage};
use crate::Error;
use crate::contributions::{self, Allocation, NewPledge, Payment, PledgeInput};
use chrono::NaiveDate;
use domain::money::{Currency, Money};

/// What nations of the story pledge, pay and fund.
pub(super) async fn contributions(stage: &Stage, cast: &Cast, contract: &str) -> Result<(), Error> {
    let told = [
        (
            "delegate",
            "NO",
            "NOK",
            "180 000 000",
            [("52 000 000", -300), ("40 000 000", -120)].as_slice(),
            Some("14 000 000"),
        ),
        (
            "delegate2",
            "CA",
            "CAD",
            "14 500 000",
            &[("6 000 000", -290)],
            Some("1 900 000"),
        ),
        (
            "delegate3",
            "FI",
            "EUR",
            "9 000 000",
            &[("3 000 000", -280), ("1 500 000", -100)],
            Some("800 000"),
        ),
    ];
    for (who, nation, currency, amount, payments, funds) in told {
        stage.at(-380, 10, 0);
        let pledge = pledge(stage, nation, currency, amount)?;
        let call = stage.call(cast.who(who)?, &format!("{who} pledge"));
        let reference = contributions::record_pledge(&stage.ctx, &call, pledge).await?;
        let mut version = 1;
        let currency: Currency = currency.parse().map_err(Error::not_now)?;
        let money = |amount: &str| Money::parse(amount, currency).map_err(Error::not_now);
        for (amount, day) in payments {
            stage.at(*day, 11, 0);
            let payment = Payment {
                amount: money(amount)?,
                paid_on: stage.day(*day).date_naive(),
                note: "Transfer".to_owned(),
            };
            let call = stage.call(cast.who(who)?, &format!("{who} pays {day}"));
            contributions::record_payment(&stage.ctx, &call, &reference, version, payment).await?;
            version += 1;
        }
        if let Some(amount) = funds {
            stage.at(-260, 9, 0);
            let call = stage.call(cast.who("officer")?, &format!("{who} funds"));
            let allocation = Allocation {
                contract: contract.to_owned(),
                amount: money(amount)?,
            };
            contributions::allocate(&stage.ctx, &call, &reference, version, allocation).await?;
        }
    }
    Ok(())
}

fn pledge(stage: &Stage, nation: &str, currency: &str, amount: &str) -> Result<NewPledge, Error> {
    let day = |days: i64| -> NaiveDate { stage.day(days).date_naive() };
    let pledge = NewPledge::try_from(PledgeInput {
        nation: nation.to_owned(),
        programme: "APSS".to_owned(),
        kind: "cash".to_owned(),
        description: "Funds to buy commercial imagery. Invented for the demonstration.".to_owned(),
        amount: amount.to_owned(),
        currency: currency.to_owned(),
        pledged_on: Some(day(-380)),
        starts_on: Some(day(-365)),
        ends_on: Some(day(1460)),
        agreed: true,
        private_note: "Second tranche depends on the next budget.".to_owned(),
    })?;
    Ok(NewPledge {
        demonstration: true,
        ..pledge
    })
}
