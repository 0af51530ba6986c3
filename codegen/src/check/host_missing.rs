//! `host-missing`: every service has a host in every region.

use super::Rule;
use crate::diagnostics::{Diagnostic, Diagnostics};
use crate::ir::{Model, ServiceId};

pub(super) const RULE: Rule =
    Rule { id: "host-missing", summary: "A region without a host for one of the services.", check };

fn check(model: &Model, diagnostics: &mut Diagnostics) {
    for region in &model.regions {
        for (index, service) in model.services.iter().enumerate() {
            if region.host(ServiceId(index)).is_none() {
                let message =
                    format!("the region `{}` has no host for the service `{}`", region.name.wire, service.name.wire);
                diagnostics.push(
                    Diagnostic::error("host-missing", region.name.span, message)
                        .related(service.name.span, "the service is defined here")
                        .help(format!("add `{}` to the hosts of the region", service.name.wire)),
                );
            }
        }
    }
}
