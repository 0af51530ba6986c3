//! Uses every deprecated item of the harbor's crate, along with its replacement. The compiler must report these
//! warnings:
//!
//! warning: use of deprecated struct `harbor_clearance::payloads::Hold`: Say in `tonnage` what is aboard.
//! warning: use of deprecated unit variant `harbor_clearance::payloads::Purpose::Visit`: use `Purpose::Clearance`
//! warning: use of deprecated unit variant `harbor_clearance::payloads::WayIn::Gangway`: use `WayIn::Carrier`
//! warning: use of deprecated struct `harbor_clearance::payloads::Hold`: Say in `tonnage` what is aboard.
//! warning: use of deprecated constant `harbor_clearance::capabilities::audited_cargo::CAPABILITY`: Nothing takes its place.
//! warning: use of deprecated constant `harbor_clearance::workflows::return_call::KEY`: use `first_call`
//! warning: use of deprecated function `harbor_clearance::workflows::return_call::call_again`: use `apply`
//! warning: use of deprecated enum `harbor_clearance::operations::CallAgain`: use `apply`
//! warning: use of deprecated method `harbor_clearance::payloads::Application::website`: use `beacon`
//! warning: use of deprecated field `harbor_clearance::payloads::Application::website`: use `beacon`

use harbor_clearance::payloads::{Application, Hold, Procedure, Purpose, WayIn};
use harbor_clearance::{capabilities, workflows};

fn main() {
    let procedure = Procedure::new(workflows::first_call::KEY);
    let application = Application::new("V-11", procedure, 9).website("https://line.example").beacon("192.0.2.1");
    println!("{:?} {:?}", application.website, application.beacon);
    println!("{:?} {:?} {:?} {:?}", Purpose::Visit, Purpose::Clearance, WayIn::Gangway, WayIn::Carrier);
    println!("{:?}", Hold::new("A"));
    println!("{}", capabilities::audited_cargo::CAPABILITY.name);
    println!("{}", workflows::return_call::KEY);
    let _draft = workflows::return_call::call_again("V-12", "m-3".into(), 9);
    let _request: Option<harbor_clearance::operations::CallAgain> = None;
}
