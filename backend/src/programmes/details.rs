//! A programme with its facts, sources and participants, read in one statement.

use super::read::{Participant, ProgrammeRow, ProgrammeSheet};
use crate::{Ctx, Error};
use sqlx::FromRow;

/// A line of the programme, a fact, a source or a standing; what the columns mean depends on the part.
#[derive(FromRow)]
struct Detail {
    part: String,
    name: String,
    body: String,
    code: Option<String>,
    remark: Option<String>,
    currency: Option<String>,
    amount_minor: Option<i64>,
}

const DETAILS: &str = "SELECT 'programme' AS part, 0 AS position, name, summary AS body, functional_area AS code,
        value_qualifier AS remark, value_currency AS currency, value_minor AS amount_minor
     FROM programme WHERE code = $1
     UNION ALL SELECT 'fact', position, name, body, NULL, NULL, NULL, NULL FROM programme_fact WHERE programme_code = $1
     UNION ALL SELECT 'source', position, url, '', NULL, NULL, NULL, NULL FROM programme_source WHERE programme_code = $1
     UNION ALL SELECT 'standing', 0, nation.name, programme_nation.standing, nation.code, programme_nation.as_of, NULL, NULL
     FROM programme_nation JOIN nation ON nation.code = programme_nation.nation_code
     WHERE programme_nation.programme_code = $1
     ORDER BY 1, 2, 3, 4";

pub(super) async fn sheet(ctx: &Ctx, code: &str) -> Result<ProgrammeSheet, Error> {
    let details: Vec<Detail> = ctx.db().query(DETAILS).bind(code.to_owned()).all().await?;
    let (own, rest): (Vec<_>, Vec<_>) = details
        .into_iter()
        .partition(|detail| detail.part == "programme");
    let own = own.into_iter().next().ok_or(Error::NotFound)?;
    let mut sheet = empty(code, own);
    for detail in rest {
        match detail.part.as_str() {
            "fact" => sheet.facts.push((detail.name, detail.body)),
            "source" => sheet.sources.push(detail.name),
            _ => sheet.participants.push(Participant {
                code: detail.code.unwrap_or_default(),
                name: detail.name,
                standing: detail.body,
                as_of: detail.remark,
            }),
        }
    }
    sheet.programme.nations = distinct(&sheet.participants);
    Ok(sheet)
}

fn empty(code: &str, own: Detail) -> ProgrammeSheet {
    ProgrammeSheet {
        programme: ProgrammeRow {
            code: code.to_owned(),
            name: own.name,
            functional_area: own.code,
            summary: own.body,
            value_minor: own.amount_minor,
            value_currency: own.currency,
            value_qualifier: own.remark,
            nations: 0,
        },
        facts: Vec::new(),
        sources: Vec::new(),
        participants: Vec::new(),
        reported: Vec::new(),
        public_contracts: Vec::new(),
        pledges: None,
        contracts: None,
        capabilities: Vec::new(),
    }
}

fn distinct(participants: &[Participant]) -> i64 {
    let codes: std::collections::BTreeSet<_> = participants
        .iter()
        .map(|participant| &participant.code)
        .collect();
    i64::try_from(codes.len()).unwrap_or(i64::MAX)
}
