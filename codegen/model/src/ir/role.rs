//! The role of each operation in an execution, according to the readings.

use super::{Model, OperationId, Workflow};

impl Model {
    /// Returns the operation that returns the token for all other operations.
    pub fn token_operation(&self) -> Option<OperationId> {
        self.readings.token.as_ref().map(|reading| reading.operation)
    }

    /// Returns the operations that start a workflow, in spec order.
    pub fn start_operations(&self, workflow: &Workflow) -> Vec<OperationId> {
        let mut found: Vec<OperationId> = Vec::new();
        for constructor in self.constructors(workflow) {
            if !found.contains(&constructor.operation) {
                found.push(constructor.operation);
            }
        }
        found
    }

    /// Returns the operation that uploads parts: the one in the readings, or else the only one that carries a file.
    pub fn upload_operation(&self) -> Option<OperationId> {
        if let Some(reading) = &self.readings.execution {
            return Some(reading.upload_operation);
        }
        let mut uploads = self.operation_ids().filter(|id| self[*id].is_upload());
        uploads.next().filter(|_| uploads.next().is_none())
    }

    /// Returns the operation that returns the state of an execution.
    pub fn state_operation(&self) -> Option<OperationId> {
        self.readings.state.as_ref().map(|reading| reading.operation)
    }

    /// Returns the operation with which the provider sends callbacks.
    pub fn callback_operation(&self) -> Option<OperationId> {
        let schema = self.readings.callback.as_ref()?.schema;
        self.operation_ids().find(|id| !self[*id].is_ours() && self[*id].received() == Some(schema))
    }

    /// Returns whether the request of this operation can contain the callback URL.
    pub fn asks_for_callback(&self, id: OperationId) -> bool {
        let requested = self.readings.callback.as_ref().and_then(|callback| callback.requested.as_ref());
        requested.is_some_and(|(schema, _)| self[id].sent() == Some(*schema))
    }

    /// Returns the operation that returns the results of an execution.
    pub fn result_operation(&self) -> Option<OperationId> {
        let schema = self.readings.outcome.as_ref()?.schema;
        self.operation_ids().find(|id| self[*id].is_ours() && self[*id].received() == Some(schema))
    }
}
