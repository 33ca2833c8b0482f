//! A site of compared plans as a map of addresses to bytes.
//!
//! Every address is known before anything is rendered ([`route`]); one file is rendered at a time, and no
//! file keeps anything for another ([`render`]). [`site::compile`] runs all stages from texts to a site.
//! Nothing here touches the disk.

pub mod html;
pub mod redirect;
pub mod permalinks;
pub mod concat;
pub mod route;
pub mod theme;
pub mod render;
pub mod site;
pub mod workspace;
