//! The life of an evaluation, from the plan to the published report.

use super::machine::machine;

machine! {
    "evaluation" starts Planned, ends Reported;

    /// Where an evaluation stands.
    states EvaluationState {
        Planned Neutral "planned" "Planned" "Criteria and weights can still be changed.",
        Locked Sealed "locked" "Locked" "Criteria and weights are fixed.",
        Declared Neutral "declared" "Declarations signed" "Every evaluator has declared that there is no conflict of interest.",
        Individual Attention "individual" "Individual scoring" "Each evaluator scores alone.",
        Moderated Attention "moderated" "Moderated" "The panel has agreed one score for each criterion.",
        TechnicalFinal Sealed "technical_final" "Technical result final" "The technical scores are frozen; prices are still sealed.",
        PriceFinal Attention "price_final" "Price result final" "The prices of eligible offers are scored.",
        Decided Attention "decided" "Ranking decided" "The offers are ranked.",
        Approved Good "approved" "Approved" "Someone outside the panel has approved the result.",
        Reported Good "reported" "Reported" "The evaluation report is published.",
    }

    /// What can happen to an evaluation.
    events EvaluationEvent {
        Lock "lock" "Lock criteria and weights",
        Declare "declare" "Complete the declarations",
        Start "start" "Start scoring",
        Moderate "moderate" "Moderate the scores",
        FreezeTechnical "freeze_technical" "Freeze the technical result",
        ScorePrice "score_price" "Score the prices",
        Rank "rank" "Rank the offers",
        Approve "approve" "Approve the result",
        PublishReport "publish_report" "Publish the report",
        Reopen "reopen" "Reopen the evaluation",
    }

    /// Every lawful move of an evaluation (GBI 4.4 for the order of steps; otherwise own design).
    transitions {
        Planned + Lock => Locked if "Before publication; later changes only before closing, justified and notified";
        Locked + Declare => Declared if "Every evaluator has signed the declaration";
        Declared + Start => Individual if "The offers are opened";
        Individual + Moderate => Moderated if "Every score is in, has its justification, and differences were discussed";
        Moderated + FreezeTechnical => TechnicalFinal if "Before any price is visible";
        TechnicalFinal + ScorePrice => PriceFinal if "Eligible offers only";
        PriceFinal + Rank => Decided if "The tie rule is applied";
        Decided + Approve => Approved if "The approver is not an evaluator";
        Decided + Reopen => Moderated if "A complaint is upheld or an error was found; the earlier version is kept";
        Approved + PublishReport => Reported;
        Approved + Reopen => Moderated if "A complaint is upheld";
    }
}
