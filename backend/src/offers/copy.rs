//! A provider's own copy of an offer: kept by the provider, brought back to go on from.

use super::attachments::adopt;
use super::copied_files::files;
use super::input::{
    AdministrationInput, DeclaredInput, ExperienceInput, PastContractInput, TechnicalInput,
    VolumeInput,
};
use super::input_partners::PartnerInput;
use super::input_price::{PriceInput, PriceLineInput, ScheduledInput};
use super::load::{Row, row};
use super::save::{to_edit, write};
use crate::audit::Happening;
use crate::{Call, Ctx, Error, begin};
use domain::actor::Actor;
use domain::money::Money;
use domain::offers::{OfferContent, Partner, PastContract, Price, PriceLine, Technical, Volume};
use domain::policy::actions::ReadOwnOffers;
use domain::policy::{Refused, permit};
use serde::{Deserialize, Serialize};

/// What the file says of its own format.
const FORMAT: &str = "perigee offer copy 1";

/// The file.
#[derive(Serialize, Deserialize)]
struct Copy {
    format: String,
    solicitation: String,
    offer: String,
    content: OfferContent,
}

/// The draft of one's own offer, or the offer once it is open, as a file to keep.
///
/// # Errors
/// When the offer is not the actor's own, the server keeps no draft of it, or the store fails.
pub async fn copy(ctx: &Ctx, actor: &Actor, offer_reference: &str) -> Result<String, Error> {
    if *actor == Actor::Nobody {
        return Err(Refused::SignIn.into());
    }
    let row = row(ctx.db(), offer_reference).await?;
    permit::<ReadOwnOffers>(actor, row.subject()).map_err(|_| Error::NotFound)?;
    let content = match (&row.content, &row.draft) {
        (Some(content), _) => content.0.clone(),
        (None, Some(_)) => row.draft(ctx)?,
        (None, None) => return Err(Error::NotFound),
    };
    let copy = Copy {
        format: FORMAT.to_owned(),
        solicitation: row.sought.solicitation_reference,
        offer: row.reference,
        content,
    };
    Ok(serde_json::to_string_pretty(&copy)?)
}

/// Goes on from one's own copy: the draft becomes what the file holds, read like everything that is typed. Answers the
/// new version.
///
/// # Errors
/// For the field `file`, when it is no copy of an offer for this solicitation or holds something that could not be typed;
/// when the rules refuse, offers are not received any more, somebody else saved meanwhile, or the store fails.
pub async fn restore(
    ctx: &Ctx,
    call: &Call,
    offer_reference: &str,
    version: i64,
    file: &[u8],
) -> Result<i64, Error> {
    let call = &super::save::blinded(ctx, call);
    let mut work = begin!(ctx, call);
    let (row, permit) = to_edit(&mut work, offer_reference, Some(version)).await?;
    let content = read(&row, file)?;
    write(&mut work, &row, &content).await?;
    adopt(&mut work, &row, &content).await?;
    let summary = "Brought the own copy back as the draft";
    let happening = Happening::to("offer", row.id.0, &row.reference, summary)
        .within(row.sought.solicitation_id.0);
    work.record(&permit, happening.after(&row.record())?)
        .await?;
    work.commit(version + 1).await
}

fn read(row: &Row, file: &[u8]) -> Result<OfferContent, Error> {
    let refused = |words: &str| Error::field("file", words);
    if file.is_empty() {
        return Err(refused("choose the file that you kept"));
    }
    let copy: Copy = serde_json::from_slice(file)
        .ok()
        .filter(|copy: &Copy| copy.format == FORMAT)
        .ok_or_else(|| refused("this file is not a copy of an offer that Perigee made"))?;
    if copy.solicitation != row.sought.solicitation_reference {
        let words = format!("this is a copy of an offer for {}", copy.solicitation);
        return Err(refused(&words));
    }
    let mut content = OfferContent::default();
    for volume in Volume::ALL {
        let copied = copy.content.attachments(volume);
        *content.attachments_mut(volume) = files(copied).map_err(|words| refused(&words))?;
    }
    for volume in volumes(&copy.content) {
        let label = volume.volume().label();
        volume
            .into_content(&mut content, &row.sought)
            .map_err(|error| match error {
                Error::Invalid(fields) => {
                    let first = fields.first().map_or("", |field| field.message.as_str());
                    refused(&format!("{label}: {first}"))
                }
                other => other,
            })?;
    }
    Ok(content)
}

/// The content as it would be typed.
fn volumes(content: &OfferContent) -> [VolumeInput; 4] {
    let first = &content.administration;
    let nation = first.nation_of_origin.as_ref();
    [
        VolumeInput::Administration(AdministrationInput {
            contact_name: first.contact_name.clone(),
            contact_email: first.contact_email.clone(),
            nation_of_origin: nation.map(ToString::to_string).unwrap_or_default(),
            validity_days: number(first.validity_days),
            accepts_terms: first.accepts_terms,
            remarks: first.remarks.clone(),
            partners: first.partners.iter().map(partner).collect(),
        }),
        VolumeInput::Technical(technical(&content.technical)),
        VolumeInput::Experience(ExperienceInput {
            references: content.experience.references.iter().map(past).collect(),
        }),
        VolumeInput::Price(price(&content.price)),
    ]
}

fn number(value: Option<i64>) -> String {
    value.map(|value| value.to_string()).unwrap_or_default()
}

fn technical(technical: &Technical) -> TechnicalInput {
    let answers = technical.answers.iter();
    let declared = technical.declared.iter().map(|one| {
        let (value, unit) = one.typed();
        DeclaredInput {
            requirement: one.requirement.clone(),
            value,
            unit,
            evidence: one.evidence.clone(),
        }
    });
    TechnicalInput {
        summary: technical.summary.clone(),
        answers: answers
            .map(|answer| (answer.criterion.clone(), answer.text.clone()))
            .collect(),
        declared: declared.collect(),
    }
}

fn partner(partner: &Partner) -> PartnerInput {
    let nation = partner.nation.as_ref();
    PartnerInput {
        role: partner.role.as_str().to_owned(),
        name: partner.name.clone(),
        nation: nation.map(ToString::to_string).unwrap_or_default(),
        share: partner
            .share
            .map(|share| share.to_string())
            .unwrap_or_default(),
        work: partner.work.clone(),
    }
}

fn past(contract: &PastContract) -> PastContractInput {
    PastContractInput {
        customer: contract.customer.clone(),
        description: contract.description.clone(),
        last_year: number(contract.last_year),
    }
}

fn price(price: &Price) -> PriceInput {
    let major = |line: &PriceLine| {
        let currency = price.currency?;
        Some(
            Money::new(line.unit_price_minor, currency)
                .major()
                .to_string(),
        )
    };
    let priced = price.lines.iter().filter(|line| !line.code.is_empty());
    let priced = priced.map(|line| ScheduledInput {
        code: line.code.clone(),
        unit_price: major(line).unwrap_or_default(),
        not_offered: false,
    });
    let refused = price.not_offered.iter().map(|code| ScheduledInput {
        code: code.clone(),
        not_offered: true,
        ..ScheduledInput::default()
    });
    let line = |line: &PriceLine| PriceLineInput {
        lot: line.lot.clone(),
        description: line.description.clone(),
        unit: line.unit.clone(),
        quantity: line.quantity.to_string(),
        unit_price: major(line).unwrap_or_default(),
        option: line.option,
    };
    PriceInput {
        currency: price
            .currency
            .map(|currency| currency.code().to_owned())
            .unwrap_or_default(),
        lines: price.lines.iter().map(line).collect(),
        scheduled: priced.chain(refused).collect(),
    }
}
