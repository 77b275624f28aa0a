use super::*;

/// What a file holds: processes, items, offers, awards, contracts, milestones, transactions, amendments, notes.
type Counts = [usize; 9];

const EXPECTED: [(&str, Shape, Counts); 18] = [
    (
        "ca_buyandsell_2_releases_1.0.json",
        Shape::ReleasePackage,
        [2, 2, 0, 0, 0, 0, 0, 0, 0],
    ),
    (
        "co_secop_release_1.json",
        Shape::Release,
        [1, 3, 0, 1, 1, 0, 0, 0, 1],
    ),
    (
        "fictional_all_releases.json",
        Shape::ReleasePackage,
        [6, 8, 0, 3, 2, 2, 2, 1, 0],
    ),
    (
        "fictional_record_withversions.json",
        Shape::RecordPackage,
        [1, 3, 0, 1, 1, 2, 2, 1, 0],
    ),
    (
        "gb_contracts_finder_46f35718.json",
        Shape::ReleasePackage,
        [1, 2, 0, 1, 0, 0, 0, 0, 0],
    ),
    (
        "gb_contracts_finder_6acc5bac.json",
        Shape::ReleasePackage,
        [1, 1, 0, 1, 0, 0, 0, 0, 0],
    ),
    (
        "gb_contracts_finder_e15aeca8.json",
        Shape::ReleasePackage,
        [1, 18, 0, 1, 0, 0, 0, 0, 0],
    ),
    (
        "gb_find_a_tender_10_releases.json",
        Shape::List,
        [10, 27, 0, 0, 0, 0, 0, 0, 0],
    ),
    (
        "no_2024-110489_release_0.json",
        Shape::Release,
        [1, 1, 13, 2, 1, 0, 0, 0, 0],
    ),
    (
        "no_ContractAwardNotice_can-desg_2024-110033_release_0.json",
        Shape::Release,
        [1, 2, 1, 1, 1, 0, 0, 0, 0],
    ),
    (
        "no_ContractAwardNotice_can-social_2023-653024_release_0.json",
        Shape::Release,
        [1, 1, 10, 10, 1, 0, 0, 0, 0],
    ),
    (
        "ocdskit_record-package-1-2.json",
        Shape::RecordPackage,
        [2, 0, 0, 3, 3, 0, 0, 0, 0],
    ),
    (
        "ocdskit_release-package-1-2.json",
        Shape::ReleasePackage,
        [4, 12, 0, 4, 4, 26, 24, 0, 0],
    ),
    (
        "ocdskit_release-package_1.1-2.json",
        Shape::ReleasePackage,
        [1, 5, 0, 0, 1, 0, 1, 0, 0],
    ),
    (
        "ppp_8_releases.json",
        Shape::ReleasePackage,
        [8, 3, 3, 2, 4, 17, 11, 1, 0],
    ),
    (
        "py_dncp_394282_release_package.json",
        Shape::ReleasePackage,
        [1, 16, 0, 0, 0, 0, 0, 0, 1],
    ),
    (
        "ua_prozorro_records.json",
        Shape::RecordPackage,
        [2, 2, 0, 0, 0, 0, 0, 0, 0],
    ),
    (
        "ua_prozorro_releases.json",
        Shape::ReleasePackage,
        [2, 2, 0, 0, 1, 0, 0, 0, 0],
    ),
];

fn all(name: &str) -> Vec<Process> {
    let document = open(&data(name)).expect("an OCDS file");
    document.map(|found| found.expect("a process")).collect()
}

fn counts(process: &Process) -> Counts {
    let (tender, planning) = (process.tender.as_ref(), process.planning.as_ref());
    let (awards, contracts) = (&process.awards, &process.contracts);
    let items = tender.map_or(0, |tender| tender.items.len())
        + awards.iter().map(|award| award.items.len()).sum::<usize>()
        + contracts
            .iter()
            .map(|contract| contract.items.len())
            .sum::<usize>();
    let milestones = planning.map_or(0, |planning| planning.milestones.len())
        + tender.map_or(0, |tender| tender.milestones.len())
        + contracts
            .iter()
            .map(|it| it.milestones.len() + it.followed.len())
            .sum::<usize>();
    let amendments = tender.map_or(0, |tender| tender.amendments.len())
        + contracts
            .iter()
            .map(|contract| contract.amendments.len())
            .sum::<usize>();
    let transactions = contracts
        .iter()
        .map(|contract| contract.transactions.len())
        .sum();
    let notes = process.notes.len();
    let (bids, awards, contracts) = (process.bids.len(), awards.len(), contracts.len());
    [
        1,
        items,
        bids,
        awards,
        contracts,
        milestones,
        transactions,
        amendments,
        notes,
    ]
}

#[test]
fn every_real_file_reads_with_all_it_holds() {
    for (name, shape, expected) in EXPECTED {
        let document = open(&data(name)).expect(name);
        assert_eq!(document.shape(), shape, "{name}");
        let mut sum = Counts::default();
        for process in all(name) {
            sum.iter_mut()
                .zip(counts(&process))
                .for_each(|(sum, count)| *sum += count);
        }
        assert_eq!(sum, expected, "{name}");
    }
}

#[test]
fn no_field_of_a_real_file_gets_lost() {
    for (name, ..) in EXPECTED {
        for process in all(name) {
            let kept: serde_json::Value = serde_json::from_str(&process.raw).expect(name);
            assert_eq!(kept["ocid"], process.ocid, "{name}");
            assert_eq!(
                processes(process.raw.as_str())[0].fingerprint,
                process.fingerprint,
                "{name}"
            );
        }
    }
}

#[test]
fn demonstration_files_are_read_too() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("seed/ocds");
    let mut read = 0;
    for entry in std::fs::read_dir(folder).expect("the seeds").flatten() {
        if entry
            .path()
            .extension()
            .is_some_and(|extension| extension == "json")
        {
            let found = open(&entry.path()).expect("a seed");
            read += found
                .collect::<Result<Vec<_>, _>>()
                .expect("sound processes")
                .len();
        }
    }
    assert_eq!(read, 35);
}

#[test]
fn publisher_and_licence_come_with_each_process() {
    let process = all("fictional_all_releases.json").remove(0);
    let publication = &process.publication;
    let publisher = publication.publisher.as_ref().expect("a publisher");
    assert_eq!(
        publisher.name.as_deref(),
        Some("Open Data Services Co-operative Limited")
    );
    assert_eq!(
        publication.licence.as_deref(),
        Some("http://opendatacommons.org/licenses/pddl/1.0/")
    );
    assert_eq!(
        (process.pointer.as_str(), process.version),
        ("$.releases[0]", Version::V1_1)
    );
}

#[test]
fn embedded_releases_of_a_record_are_listed_as_not_read() {
    let process = all("fictional_record_withversions.json").remove(0);
    assert_eq!(process.pointer, "$.records[0]");
    assert_eq!(
        process.unknown,
        ["$.records[0].releases", "$.records[0].versionedRelease"]
    );
}

#[test]
fn a_buyer_that_is_not_among_the_parties_is_noted_and_added() {
    let process = all("co_secop_release_1.json").remove(0);
    let reason = "no such party in this release; taken from the reference";
    assert_eq!(notes(&process), [("$.buyer.id", reason)]);
    assert_eq!(process.buyer, Some(PartyRef(process.parties.len() - 1)));
}

#[test]
fn the_same_file_packed_gives_the_same_processes() {
    let plain = std::fs::read(data("ppp_8_releases.json")).expect("test data");
    assert_eq!(processes(gzip(&plain)), processes(plain));
}

#[test]
fn json_lines_give_the_same_processes_as_the_package() {
    let package = all("ocdskit_release-package-1-2.json");
    let one_line = |process: &Process| {
        let value: serde_json::Value = serde_json::from_str(&process.raw).expect("JSON");
        format!("{value}\n")
    };
    let lines: String = package.iter().map(one_line).collect();
    let document = read("lines", gzip(lines.as_bytes())).expect("lines");
    assert_eq!(document.shape(), Shape::Lines);
    let read: Vec<_> = document.map(|found| found.expect("a process")).collect();
    let prints = |of: &[Process]| of.iter().map(|one| one.fingerprint).collect::<Vec<_>>();
    assert_eq!(prints(&read), prints(&package));
    assert_eq!(read[3].pointer, "line 4 $");
}

#[test]
fn progress_ends_with_everything_done() {
    let mut document = open(&data("ppp_8_releases.json")).expect("a package");
    assert_eq!(document.progress(), Progress { done: 0, total: 8 });
    assert_eq!(document.by_ref().count(), 8);
    assert_eq!(document.progress(), Progress { done: 8, total: 8 });
}
