//! Opening the preview in the browser of the user.

use std::thread;

use duibiao_syntax::diagnostic::Message;

use super::LogLine;

/// Opens an address, on a thread of its own: some systems let the caller wait for the browser. That it
/// failed is told and has no consequences.
pub fn open(address: &str, log: LogLine) {
    let address = address.to_owned();
    let task = move || {
        if let Err(cause) = ::open::that_detached(&address) {
            log(&failure(&address, &cause.to_string()));
        }
    };
    // Without a thread there is no browser, and the preview goes on.
    let _is_started = thread::Builder::new()
        .name("browser".to_owned())
        .spawn(task)
        .is_ok();
}

fn failure(address: &str, cause: &str) -> String {
    let Message { zh, en } = Message::new(
        format!("无法打开浏览器（{cause}）：请自己打开 {address}"),
        format!("the browser could not be opened ({cause}): open {address} yourself"),
    );
    format!("{zh}\n{en}")
}
