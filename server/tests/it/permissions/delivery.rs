//! The table's part on contracts, milestones and the plan; letters as in [`super::table::TABLE`].

/// Rows of [`super::table::TABLE`].
pub const DELIVERY: &[(&str, &str)] = &[
    ("GET /contracts", "s ooooooo"),
    ("GET /contracts/new?award={ranked}", "s cxxxxxx"),
    ("POST /contracts/new?award={ranked} make", "s cxxxxxx"),
    ("GET /contracts/{reference}", "s ooooooo"),
    (
        "POST /contracts/{reference} obligate version=4&amount=1&note=More",
        "s cxxxxxx",
    ),
    ("GET /contracts/{reference}/orders/new", "s oxxxxxx"),
    ("POST /contracts/{reference}/orders/new order", "s vxxxxxx"),
    ("GET /contracts/{reference}/modifications/new", "s oxxxxxx"),
    (
        "POST /contracts/{reference}/modifications/new modify",
        "s vxxxxxx",
    ),
    ("GET /contracts/{reference}/readiness/new", "s oxxxxxx"),
    (
        "POST /contracts/{reference}/readiness/new agree",
        "s vxxxxxx",
    ),
    ("GET /contracts/{reference}/surges/new", "s oxxxxxx"),
    (
        "POST /contracts/{reference}/surges/new activate",
        "s vxxxxxx",
    ),
    ("GET /contracts/{reference}/life/{act}", "s oxxxxxx"),
    ("POST /contracts/{reference}/life/{act} take", "s vxxxxxx"),
    ("GET /frameworks", "s ooooooo"),
    ("GET /frameworks/new", "s oxxxxxx"),
    ("POST /frameworks/new make", "s vxxxxxx"),
    ("GET /frameworks/{reference}", "s ooooooo"),
    ("GET /frameworks/{reference}/holders", "s oxxxxxx"),
    ("POST /frameworks/{reference}/holders ramp", "s vxxxxxx"),
    ("GET /frameworks/{reference}/requests/new", "s oxxxxxx"),
    (
        "POST /frameworks/{reference}/requests/new call_off",
        "s vxxxxxx",
    ),
    ("GET /frameworks/{reference}/requests/{number}", "s ooooooo"),
    (
        "POST /frameworks/{reference}/requests/{number} issue",
        "s cxxxxxx",
    ),
    (
        "POST /frameworks/{reference}/requests/{number} answer answer=decline",
        "s xxxvxxx",
    ),
    ("GET /contracts/readiness", "s oxxxooo"),
    ("GET /contracts/options", "s ooooooo"),
    ("GET /contracts/invoices", "s ooooooo"),
    ("GET /contracts/{reference}/money", "s oxxxxxx"),
    ("POST /contracts/{reference}/money agree", "s cxxxxxx"),
    (
        "POST /contracts/{reference}/money rate year=2025&euribor=2.25&source=A+bank",
        "s cxxxxxx",
    ),
    ("GET /contracts/{reference}/service/new", "s oxxxxxx"),
    ("POST /contracts/{reference}/service/new agree", "s vxxxxxx"),
    ("GET /contracts/{reference}/service/report", "s xxxoxxx"),
    (
        "POST /contracts/{reference}/service/report close_address",
        "s xxxcxxx",
    ),
    ("GET /contracts/{reference}/service/{number}", "s -------"),
    (
        "POST /contracts/{reference}/service/{number} agree_all period=2026-06-01",
        "s -------",
    ),
    (
        "GET /contracts/{reference}/service/{number}/{period}",
        "s -------",
    ),
    (
        "POST /contracts/{reference}/service/{number}/{period} report value=1",
        "s -------",
    ),
    (
        "POST /contracts/{reference}/service/{number}/{period} agree",
        "s -------",
    ),
    (
        "POST /contracts/{reference}/service/{number}/{period} credit decision=confirm&reason=Right",
        "s -------",
    ),
    ("GET /contracts/{reference}/service.csv", "u ooooooo"),
    ("POST /measurements/{secret} report", "- -------"),
    ("GET /contracts/{reference}/invoices/new", "s xxxoxxx"),
    (
        "POST /contracts/{reference}/invoices/new send own_number=A-1&about=milestone-1&amount=1",
        "s xxxcxxx",
    ),
    ("GET /contracts/{reference}/invoices/{number}", "s -------"),
    (
        "POST /contracts/{reference}/invoices/{number} approve note=Right",
        "s -------",
    ),
    (
        "POST /contracts/{reference}/invoices/{number} complete note=Here",
        "s -------",
    ),
    ("GET /contracts/{reference}/options/{number}", "s ooooooo"),
    (
        "POST /contracts/{reference}/options/{number} notify version=4",
        "s Sxxxxxx",
    ),
    (
        "GET /contracts/{reference}/milestones/{number}",
        "s ooooooo",
    ),
    (
        "POST /contracts/{reference}/milestones/{number} forecast version=4&reason=Late&cause=launch&attributable_to=neither&day_day=1&day_month=9&day_year=2026",
        "s xxxcxxx",
    ),
    (
        "POST /contracts/{reference}/milestones/{number} submit version=4&statement=Done",
        "s xxxcxxx",
    ),
    (
        "POST /contracts/{reference}/milestones/{number} reject version=1&statement=No",
        "s cxxxxxx",
    ),
    (
        "POST /contracts/{reference}/milestones/{number} stage_start version=1&test_days=90&statement=Test",
        "s cxxxxxx",
    ),
    (
        "POST /contracts/{reference}/milestones/{number} defect version=1&class=minor&text=Slow&found_on_day=1&found_on_month=6&found_on_year=2026",
        "s cxxxxxx",
    ),
    (
        "POST /contracts/{reference}/milestones/{number} mend version=1&defect=1&mended_on_day=1&mended_on_month=6&mended_on_year=2026",
        "s cxxxxxx",
    ),
    (
        "POST /contracts/{reference}/milestones/{number} answer version=1&text=Soon",
        "s xxxcxxx",
    ),
    (
        "POST /contracts/{reference}/milestones/{number} opinion version=1&opinion=satisfied&text=Good",
        "s xxxxcxx",
    ),
    (
        "POST /contracts/{reference}/milestones/{number} notice version=1&problem=Late&notice_cause=launch&items=All&began_on_day=1&began_on_month=6&began_on_year=2026&action=Work&recovery_on_day=1&recovery_on_month=7&recovery_on_year=2026&proposed_on_day=1&proposed_on_month=8&proposed_on_year=2026",
        "s xxxcxxx",
    ),
    (
        "POST /contracts/{reference}/milestones/{number} notice_decide version=1&notice=1&excused_days=0&reason=Own",
        "s cxxxxxx",
    ),
    (
        "POST /contracts/{reference}/milestones/{number} damages version=1&note=Late",
        "s cxxxxxx",
    ),
    (
        "POST /contracts/{reference}/milestones/{number} damages_decide version=1&decision=waive&note=Small",
        "s cxxxxxx",
    ),
    (
        "POST /contracts/{reference}/milestones/{number} pay version=1&amount=1&note=Paid&paid_on_day=1&paid_on_month=6&paid_on_year=2026",
        "s cxxxxxx",
    ),
    ("GET /contracts/{reference}/timeline", "s ooooooo"),
    ("GET /capabilities", "s oxxxooo"),
    ("GET /capabilities.csv", "u oxxxooo"),
    ("GET /capabilities/new", "s oxxxxxx"),
    ("POST /capabilities/new save", "s vxxxxxx"),
    ("GET /capabilities/{reference}", "s oxxxooo"),
    (
        "POST /capabilities/{reference} contract version=4&contract={contract}&brings=Data",
        "s Sxxxxxx",
    ),
    ("GET /capabilities/{reference}/edit", "s oxxxxxx"),
    ("POST /capabilities/{reference}/edit save", "s vxxxxxx"),
    (
        "GET /capabilities/{reference}/milestones/{number}",
        "s oxxxooo",
    ),
    (
        "POST /capabilities/{reference}/milestones/{number} evidence version=5&text=Seen",
        "s Sxxxxxx",
    ),
    (
        "POST /capabilities/{reference}/milestones/{number} declare version=6&decision=D&coverage=All&on_day=1&on_month=6&on_year=2026",
        "s cxxxxxx",
    ),
    ("GET /milestones", "s ooooooo"),
    ("GET /milestones/plan", "s oxxxooo"),
    (
        "POST /milestones/plan wait then={contract}/1&first={contract}/2&reason=Why",
        "s Sxxxxxx",
    ),
    (
        "GET /milestones/what-if?contract={contract}&number=1",
        "s oxxxooo",
    ),
    (
        "POST /milestones/what-if?contract={contract}&number=1&to=2026-12-01 propose reason=Late&cause=launch&attributable_to=neither",
        "s Sxxxxxx",
    ),
    ("GET /milestones/proposals/{id}", "s -xxx---"),
    (
        "POST /milestones/proposals/{id} decide decision=approve&place=1",
        "s -xxx---",
    ),
];
