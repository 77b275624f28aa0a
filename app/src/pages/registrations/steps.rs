//! The steps of a registration, each a page of its own.

use super::start;
use crate::page::page;
use crate::post::{Go, Post};
use crate::request::Rq;
use crate::ui::{
    Breadcrumbs, Checkbox, Choice, Form, Notice, PageTitle, RadioGroup, Select, Submit, TextArea,
    TextInput, Tone,
};
use backend::Error;
use backend::providers::{OwnershipInput, ProviderInput};
use backend::registrations::{self, Answers, Contact as Person, Own, Typed};
use domain::identifiers::Scheme;
use domain::registrations::Step;
use leptos::prelude::*;
use leptos_meta::Title;

/// The first step.
#[component]
pub fn Organisation() -> impl IntoView {
    step_page(Step::Organisation)
}

/// The second step.
#[component]
pub fn Identifiers() -> impl IntoView {
    step_page(Step::Identifiers)
}

/// The third step.
#[component]
pub fn Ownership() -> impl IntoView {
    step_page(Step::Ownership)
}

/// The fourth step.
#[component]
pub fn Contact() -> impl IntoView {
    step_page(Step::Contact)
}

fn step_page(step: Step) -> impl IntoView {
    page(
        async |rq| registrations::own(rq.ctx(), rq.param("secret")).await,
        move |rq, own| {
            if own.open() {
                draw(&rq, own, step)
            } else {
                start::draw(&rq, &own)
            }
        },
    )
}

fn draw(rq: &Rq, own: Own, step: Step) -> AnyView {
    let base = format!("/register/{}", rq.param("secret"));
    let (key, version) = (rq.key(), rq.version(own.version));
    let lost = rq.conflict().map(|_| {
        view! { <Notice tone=Tone::Attention title="Changed in another window">"What you wrote here is below. Save it to keep it."</Notice> }
    });
    let place = Step::ALL.iter().position(|one| *one == step);
    let meta = format!(
        "Step {} of {}. {}",
        place.map_or(0, |place| place + 1),
        Step::ALL.len() + 1,
        step.meaning()
    );
    let fields = fields(own, step);
    view! {
        <Title text=step.label()/>
        <div class="narrow">
            <Breadcrumbs links=vec![(base, "Your registration".to_owned()).into()] here=step.label()/>
            <PageTitle title=step.label() meta=meta/>
            {lost}
            <Form act="save" key=key version=version label=step.label()>
                {fields}
                <Submit label="Save and go on"/>
            </Form>
        </div>
    }
    .into_any()
}

fn fields(own: Own, step: Step) -> AnyView {
    let Typed {
        organisation,
        identifiers,
        ownership,
        contact,
    } = own.typed;
    let nations: Vec<Choice> = own.nations.into_iter().map(Choice::from).collect();
    match step {
        Step::Organisation => organisation_fields(organisation, nations),
        Step::Identifiers => Scheme::ALL
            .iter()
            .map(|scheme| {
                let (label, hint, value) = (scheme.label(), scheme.meaning(), identifiers.get(scheme).cloned());
                view! { <TextInput name=scheme.as_str() label=label hint=hint optional=true maxlength=40 value=value/> }
            })
            .collect_view()
            .into_any(),
        Step::Ownership => ownership_fields(ownership, &organisation.nation, nations),
        Step::Contact => contact_fields(contact),
    }
}

fn organisation_fields(typed: ProviderInput, nations: Vec<Choice>) -> AnyView {
    view! {
        <TextInput name="name" label="Name" hint="As registered." maxlength=200 value=typed.name autocomplete="organization"/>
        <Select name="nation" label="Nation" prompt="Choose a nation" options=nations hint="Where it is established." value=typed.nation/>
        <Checkbox name="sme" label="Small or medium-sized enterprise" checked=typed.sme
            hint="Fewer than 250 people, and a turnover of at most EUR 50 million or a balance sheet of at most EUR 43 million (Recommendation 2003/361/EC)."/>
        <TextInput name="website" label="Website" kind="url" optional=true value=typed.website/>
        <TextArea name="description" label="What it does" rows=4 optional=true value=typed.description/>
    }
    .into_any()
}

fn ownership_fields(typed: OwnershipInput, nation: &str, nations: Vec<Choice>) -> AnyView {
    let or_own = |text: String| {
        if text.is_empty() {
            nation.to_owned()
        } else {
            text
        }
    };
    let yes_no: Vec<Choice> = vec![("yes", "Yes").into(), ("no", "No").into()];
    let (managed, produces) = (or_own(typed.managed_from), or_own(typed.produces_in));
    view! {
        <TextInput name="owners" label="Nations of the beneficial owners" hint="Two letters each, with spaces between: NO SE" value=typed.owners
            rule="NPP 32: origin, main production, effective management and beneficial ownership are tested"/>
        <Select name="managed_from" label="Managed from" prompt="Choose a nation" options=nations.clone() hint="The nation of effective management." value=managed/>
        <Select name="produces_in" label="Produces in" prompt="Choose a nation" options=nations hint="The nation of main production." value=produces/>
        <RadioGroup name="restricted" legend="Is ownership or control restricted by anybody outside these nations?" options=yes_no value=typed.restricted/>
        <TextArea name="explanation" label="Who restricts it and how" rows=3 optional=true value=typed.explanation/>
    }
    .into_any()
}

fn contact_fields(typed: Person) -> AnyView {
    view! {
        <TextInput name="name" label="Name" maxlength=120 value=typed.name autocomplete="name"/>
        <TextInput name="email" label="E-mail" kind="email" value=typed.email autocomplete="email"
            hint="The person signs in with it and becomes the first owner, who invites others."/>
        <TextInput name="phone" label="Telephone" kind="tel" optional=true maxlength=40 value=typed.phone autocomplete="tel"/>
    }
    .into_any()
}

/// Keeps the first step.
pub async fn post_organisation(post: Post) -> Result<Go, Error> {
    let value = |name: &str| post.value(name).to_owned();
    let typed = ProviderInput {
        name: value("name"),
        nation: value("nation"),
        sme: !post.value("sme").is_empty(),
        website: value("website"),
        description: value("description"),
    };
    save(&post, Answers::Organisation(typed)).await
}

/// Keeps the second step.
pub async fn post_identifiers(post: Post) -> Result<Go, Error> {
    let schemes = Scheme::ALL.iter();
    let typed = schemes.map(|scheme| (*scheme, post.value(scheme.as_str()).to_owned()));
    save(&post, Answers::Identifiers(typed.collect())).await
}

/// Keeps the third step.
pub async fn post_ownership(post: Post) -> Result<Go, Error> {
    let value = |name: &str| post.value(name).to_owned();
    let typed = OwnershipInput {
        owners: value("owners"),
        managed_from: value("managed_from"),
        produces_in: value("produces_in"),
        restricted: value("restricted"),
        explanation: value("explanation"),
    };
    save(&post, Answers::Ownership(typed)).await
}

/// Keeps the fourth step.
pub async fn post_contact(post: Post) -> Result<Go, Error> {
    let value = |name: &str| post.value(name).to_owned();
    let typed = Person {
        name: value("name"),
        email: value("email"),
        phone: value("phone"),
    };
    save(&post, Answers::Contact(typed)).await
}

/// Goes on to the first step that is not complete, or to the last look at everything.
async fn save(post: &Post, answers: Answers) -> Result<Go, Error> {
    let secret = post.rq.param("secret");
    let writing = (secret, post.version()?);
    let (ctx, address) = (post.rq.ctx(), &post.address);
    let next = registrations::save(ctx, &post.call, address, writing, answers).await?;
    let page = next.map_or("check", Step::as_str);
    Ok(Go::to(format!("/register/{secret}/{page}")))
}
