//! A project while it is edited: what it shows at each moment, and a server on the own machine.
//!
//! Nothing here writes to the project, and whatever fails, what was good last stays.

pub mod desk;
pub mod serve;
pub mod preview;
