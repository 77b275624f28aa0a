//! What public sources report of a programme: contributions and contracts, read in one statement.

use super::read::{ProgrammeSheet, PublicContract, Reported};
use crate::{Ctx, Error};
use sqlx::FromRow;

/// A reported contribution (`who` is the nation's code, `name` its name) or a public contract (buyer and provider).
#[derive(FromRow)]
struct Claim {
    part: String,
    who: String,
    name: String,
    what: String,
    happened: Option<String>,
    amount_minor: Option<i64>,
    currency: Option<String>,
    remark: Option<String>,
    source: String,
}

const CLAIMS: &str = "SELECT 'contribution' AS part, reported_contribution.nation_code AS who, nation.name AS name,
        reported_contribution.kind AS what, reported_contribution.reported_on AS happened,
        reported_contribution.amount_minor AS amount_minor, reported_contribution.currency AS currency,
        reported_contribution.note AS remark, reported_contribution.source AS source
     FROM reported_contribution JOIN nation ON nation.code = reported_contribution.nation_code
     WHERE reported_contribution.programme_code = $1
     UNION ALL SELECT 'contract', buyer, provider, what, announced, value_minor, currency, qualifier, source
     FROM public_contract WHERE programme_code = $1
     ORDER BY 1, 5, 3";

pub(super) async fn add_to(ctx: &Ctx, code: &str, sheet: &mut ProgrammeSheet) -> Result<(), Error> {
    let claims: Vec<Claim> = ctx.db().query(CLAIMS).bind(code.to_owned()).all().await?;
    for claim in claims {
        if claim.part == "contract" {
            sheet.public_contracts.push(claim.contract());
        } else {
            sheet.reported.push(claim.contribution(code));
        }
    }
    Ok(())
}

impl Claim {
    fn contract(self) -> PublicContract {
        PublicContract {
            buyer: self.who,
            provider: self.name,
            what: self.what,
            announced: self.happened,
            value_minor: self.amount_minor,
            currency: self.currency,
            qualifier: self.remark,
            source: self.source,
        }
    }

    fn contribution(self, programme: &str) -> Reported {
        Reported {
            programme_code: programme.to_owned(),
            programme_listed: true,
            nation_code: self.who,
            nation_name: self.name,
            kind: self.what,
            amount_minor: self.amount_minor,
            currency: self.currency,
            reported_on: self.happened,
            note: self.remark,
            source: self.source,
        }
    }
}
