//! Evaluating opened offers, comparing them, and deciding on an award.
//!
//! `sheet` holds everything that is recorded about the evaluation of one solicitation and `read` reads it, `collect`
//! turns it into the `inputs` that `perigee evaluate` reads, and `run` computes and keeps a result. The rest are the
//! people's steps.

mod approve;
mod award;
mod collect;
mod compare;
mod compare_groups;
mod compare_prices;
mod compare_rows;
mod complaints;
mod compliance;
mod debriefs;
mod decisions;
mod explain;
mod figures;
mod glance;
mod inputs;
mod inquiries;
mod lots;
mod marks;
mod moderate;
mod names;
mod notes;
mod notice;
mod panel;
mod past;
mod prices;
mod progress;
mod read;
mod reading;
mod recommend;
mod remarks;
mod report;
mod reversals;
mod robust;
mod robust_list;
mod run;
mod score;
mod scoring;
mod send_back;
mod sheet;
mod steps;
mod technical;
mod waive;

pub use approve::{approve, clear, waive};
pub use award::{Award, AwardPage, NoticeLine, award_page};
pub use compare::{Column, Comparison, Entry, Filter, Order, Row, RowKind, ShownIn, comparison};
pub use complaints::{
    Agreement, Answering, Complaint, ComplaintAnswer, ComplaintsPage, OwnComplaints, acknowledge,
    answer_complaint, complaints_page, decide_complaint, escalate, expire, lodge, own_complaints,
    refile,
};
pub use compliance::{Compliance, decide_compliance};
pub use debriefs::{
    DebriefDocument, DebriefDraft, DebriefInput, DebriefLine, DebriefPage, PanelComment,
    debrief_page, prepare_debrief, send_debrief,
};
pub use decisions::{Answer, Decision, Proposal, SettledTie, decide, propose, settled_tie};
pub use explain::{Explained, Figure, Input, OwnMark, SetBy, Shown, explained};
pub use figures::{BestValueFigures, Figures};
pub use glance::{Glance, PanelStands, Standings, glance};
pub use inputs::{Cell, CellSource, Document, LeftOut, RateUsed};
pub use inquiries::{
    InquiriesPage, Inquiry, InquiryInput, OwnInquiries, ScreenLine, Screens, answer_inquiry,
    ask_inquiry, conclude_inquiry, inquiries_page, own_inquiries,
};
pub(crate) use lots::follow;
pub use lots::{InLot, LotAward, LotStanding};
pub use moderate::{Moderation, moderate};
pub use names::reveal_names;
pub use notes::{Note, NoteInput, write_note};
pub use notice::{Debrief, NoticePage, OwnScore, Scores, notice};
pub use panel::{Declaration, PanelPage, assign_panel, declare, panel_page};
pub use prices::{
    DayOrder, Delivered, PeriodRow, PriceFilter, PricePage, PricedOffer, RateDay, prices,
};
pub use progress::{Done, OfferProgress, Progress, Step};
pub use reading::{MOST_BESIDE, Question, ReadColumn, Reading, ReadingFilter, Reply, reading};
pub use recommend::recommend;
pub use remarks::RemarksInput;
pub use report::{
    Report, ReportDecision, ReportFile, ReportFormat, ReportLine, ReportMember, ReportRemark,
    ReportScore, report, report_file,
};
pub use reversals::{
    ComplianceLine, CompliancePage, Reversal, compliance_page, decide_reversal, propose_reversal,
};
pub use robust::{
    Analysis, Case, DRAW_SAMPLES, RATE_STEP, Robustness, Steadiness, WeightCase, draw_from_query,
    robustness,
};
pub use robust_list::Finding;
pub use run::{RunFile, run_file, run_result};
pub use score::{DraftScore, hand_in, save_scores};
pub use scoring::{ScoreLine, ScoreList, ScorePage, score_list, score_page};
pub use send_back::send_back;
pub use sheet::{
    CriterionLine, EXPERIENCE, Individual, Member, Moderated, OfferLine, Process, Rate, Run, Sheet,
};
pub use technical::{TechnicalLine, fix_technical};
pub use waive::waive_running;
