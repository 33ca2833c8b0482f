//! The room that a connection takes among those that a server has.

use std::sync::{Arc, Mutex, PoisonError};

use tokio::sync::{OwnedSemaphorePermit, Semaphore};

/// The place that a connection takes.
pub(super) struct Admission {
    pub(super) permit: Mutex<OwnedSemaphorePermit>,
    pub(super) listeners: Arc<Semaphore>,
}

impl Admission {
    /// Gives the ordinary place up for one among the listeners, if there is one.
    pub(super) fn become_listener(&self) -> bool {
        let Ok(listening) = Arc::clone(&self.listeners).try_acquire_owned() else {
            return false;
        };
        *self.permit.lock().unwrap_or_else(PoisonError::into_inner) = listening;
        true
    }
}
