//! Real open records for the demonstration, in the program itself. Their sources and licences are listed beside them.

use super::import::{ImportReport, import_from};
use crate::{Call, Ctx, Error};

macro_rules! seeds {
    ($($name:literal),+ $(,)?) => {
        &[$(($name, include_bytes!(concat!("../../seed/ocds/", $name)))),+]
    };
}

const SEEDS: &[(&str, &[u8])] = seeds![
    "ca_buyandsell_2_releases_1.0.json",
    "co_secop_release_1.json",
    "fictional_all_releases.json",
    "gb_contracts_finder_46f35718.json",
    "gb_contracts_finder_e15aeca8.json",
    "gb_find_a_tender_10_releases.json",
    "no_2024-110489_release_0.json",
    "no_ContractAwardNotice_can-desg_2024-110033_release_0.json",
    "ocdskit_release-package-1-2.json",
    "ppp_8_releases.json",
];

/// Imports the open records that the program carries for the demonstration; a second time changes nothing.
///
/// # Errors
/// When the caller may not import, or the store fails.
pub async fn load_demonstration(ctx: &Ctx, call: &Call) -> Result<Vec<ImportReport>, Error> {
    let mut reports = Vec::new();
    for (name, bytes) in SEEDS {
        let size = bytes.len() as u64;
        reports.push(import_from(ctx, call, (name, size), *bytes).await?);
    }
    Ok(reports)
}
