//! Reporting by file and by machine, and who is told to act.

use super::*;

async fn import(world: &World, running: &Running, text: &str) -> Result<String, Error> {
    let version = record(world, running).await.version;
    let call = world.call(&running.contractor);
    import_measurements(
        &world.ctx,
        &call,
        &running.reference,
        version,
        text.as_bytes().to_vec(),
    )
    .await
}

fn machine(period: &str, value: &str) -> MachineReport {
    let text = format!(r#"{{"level":"SL-01","period":"{period}","value":{value}}}"#);
    serde_json::from_str(&text).unwrap()
}

#[tokio::test]
async fn a_file_is_taken_whole_or_not_at_all() {
    on_each_database(async |world| {
        let running = measured_contract(world).await;
        world.on(month(9));
        let bad = "level,period,value,note\nSL-01,2026-06,96,ok\nSL-02,2026-07,96,\nSL-01,2026-07,many,\nSL-01,2026-09,96,\nSL-01,2026-06,97,\n";
        let Err(Error::Invalid(errors)) = import(world, &running, bad).await else { panic!() };
        let told: Vec<_> = errors.iter().map(|one| one.message.split(':').next().unwrap().to_owned()).collect();
        assert_eq!(told, ["row 3, column level", "row 4, column value", "row 5, column period", "row 6, column period"]);
        assert!(record(world, &running).await.service_level(1).unwrap().measurements.is_empty());
        wrong(&import(world, &running, "a,b\n1,2\n").await, "file");
        wrong(&import(world, &running, "level,period,value\n").await, "file");
        import(world, &running, "Value;Level;Period\n96.25;1;2026-06\n;;\n94;SL-01;2026-08\n").await.unwrap();
        let level = record(world, &running).await.service_level(1).unwrap().clone();
        assert_eq!(level.measurements.len(), 2);
        assert_eq!(level.state(month(7), world.ctx.today()), PeriodState::NotMeasured);
        let rows = service_rows(&world.ctx, &running.officer, &running.reference, None).await.unwrap();
        let told: Vec<_> = rows.iter().map(|row| (row.period.as_str(), row.state.as_str(), row.value.as_str())).collect();
        assert_eq!(told, [
            ("2026-06", "reported", "96.25"),
            ("2026-07", "not_measured", ""),
            ("2026-08", "reported", "94"),
            ("2026-09", "running", ""),
        ]);
    })
    .await;
}

/// A measured contract in September with a machine’s address, and its secret.
async fn addressed(world: &World) -> (Running, String) {
    let running = measured_contract(world).await;
    world.on(month(9));
    let version = record(world, &running).await.version;
    let call = world.call(&running.officer);
    let own = contracts::open_measurement_address(&world.ctx, &call, &running.reference, version);
    assert!(matches!(
        own.await,
        Err(Error::Refused(Refused::Role { .. }))
    ));
    let call = world.call(&running.contractor);
    let made = contracts::open_measurement_address(&world.ctx, &call, &running.reference, version);
    let secret = made.await.unwrap();
    (running, secret)
}

#[tokio::test]
async fn a_machine_reports_under_a_secret_address_as_often_as_it_likes() {
    on_each_database(async |world| {
        let (running, secret) = addressed(world).await;
        let sent =
            async |report: &MachineReport| report_by_machine(&world.ctx, &secret, report).await;
        let first = sent(&machine("2026-06", "96.123456")).await.unwrap();
        assert_eq!(
            (first.result.as_str(), first.value.as_str()),
            ("recorded", "96.123456")
        );
        let again = sent(&machine("2026-06", "\"96.123456\"")).await.unwrap();
        assert_eq!(again.result, "unchanged");
        assert!(matches!(
            sent(&machine("2026-06", "90")).await,
            Err(Error::NotNow(_))
        ));
        let corrected = MachineReport {
            correction: true,
            note: "Recount".to_owned(),
            ..machine("2026-06", "90")
        };
        assert_eq!(sent(&corrected).await.unwrap().result, "recorded");
        for (report, field) in [
            (machine("2026-6", "90"), "period"),
            (machine("2026-07", "true"), "value"),
            (machine("2026-09", "1"), "period"),
        ] {
            let refused = sent(&report).await;
            assert!(
                matches!(&refused, Err(Error::Invalid(errors)) if errors[0].field == field),
                "{refused:?}"
            );
        }
        let level = record(world, &running)
            .await
            .service_level(1)
            .unwrap()
            .clone();
        assert_eq!(level.measurements.len(), 2);
        assert!(
            level.measurements[0]
                .by
                .starts_with("measurement system of")
        );
        assert!(matches!(
            report_by_machine(&world.ctx, "guess", &corrected).await,
            Err(Error::NotFound)
        ));
    })
    .await;
}

#[tokio::test]
async fn an_address_that_was_ended_reports_nothing() {
    on_each_database(async |world| {
        let (running, secret) = addressed(world).await;
        let report = machine("2026-07", "96");
        let version = record(world, &running).await.version;
        let call = world.call(&running.contractor);
        contracts::close_measurement_address(&world.ctx, &call, &running.reference, version)
            .await
            .unwrap();
        assert!(matches!(
            report_by_machine(&world.ctx, &secret, &report).await,
            Err(Error::NotFound)
        ));
    })
    .await;
}

#[tokio::test]
async fn who_has_to_act_finds_it_on_the_start_page_and_the_past_stays() {
    on_each_database(async |world| {
        let running = measured_contract(world).await;
        let second = world.person("Otto Officer", Role::Officer).await;
        let owed = async |person: &Actor| {
            let today = backend::home::today(&world.ctx, person).await.unwrap();
            let officer = today
                .officer
                .map(|day| day.queue.into_iter().map(|due| due.kind).collect());
            let provider = today
                .provider
                .map(|day| day.notices.into_iter().map(|one| one.kind).collect());
            let kinds: Vec<String> = officer.or(provider).unwrap();
            kinds
                .into_iter()
                .filter(|kind| kind.starts_with("service-"))
                .collect::<Vec<_>>()
        };
        assert!(owed(&running.contractor).await.is_empty());
        world.on(month(7));
        assert_eq!(owed(&running.contractor).await, ["service-report"]);
        world.on(NaiveDate::from_ymd_opt(2026, 7, 11).unwrap());
        assert_eq!(owed(&running.officer).await, ["service-silent"]);
        report(world, &running, 6, "90", "").await.unwrap();
        assert_eq!(owed(&running.officer).await, ["service-answer"]);
        assert_eq!(owed(&running.contractor).await, ["service-cause"]);
        answer(world, &running, dispute(6, "89")).await.unwrap();
        assert_eq!(
            owed(&running.contractor).await,
            ["service-dispute", "service-cause"]
        );
        assert!(owed(&running.officer).await.is_empty());
        world.on(NaiveDate::from_ymd_opt(2026, 7, 12).unwrap());
        agree(world, &running, 6).await.unwrap();
        assert!(
            owed(&running.officer).await.is_empty(),
            "the same person does not decide"
        );
        assert_eq!(owed(&second).await, ["service-credit"]);
        let then = NaiveDate::from_ymd_opt(2026, 7, 11)
            .unwrap()
            .and_hms_opt(23, 0, 0)
            .unwrap()
            .and_utc();
        let then = as_of(&world.ctx, &running.officer, &running.reference, then)
            .await
            .unwrap()
            .unwrap();
        let level = then.record.service_level(1).unwrap().clone();
        assert_eq!(level.state(month(6), day(40)), PeriodState::Disputed);
    })
    .await;
}
