//! Why a site could not be served, for people.

use std::fmt;
use std::io;
use std::net::SocketAddr;

use duibiao_syntax::diagnostic::{Language, Message};

/// The server could not start.
#[derive(Debug)]
pub struct ServeError {
    problem: ServeProblem,
    /// What the system said.
    pub cause: io::Error,
}

#[derive(Debug)]
enum ServeProblem {
    /// Another program listens there.
    Taken(SocketAddr),
    /// The address cannot be listened at.
    Bind(SocketAddr),
    /// No threads, timers or signals.
    Start,
}

impl ServeError {
    pub(super) fn bind(address: SocketAddr, cause: io::Error) -> Self {
        let problem = match cause.kind() {
            io::ErrorKind::AddrInUse => ServeProblem::Taken(address),
            _ => ServeProblem::Bind(address),
        };
        Self { problem, cause }
    }

    pub(super) const fn start(cause: io::Error) -> Self {
        Self {
            problem: ServeProblem::Start,
            cause,
        }
    }

    /// Whether the port is taken by another program.
    pub const fn is_port_taken(&self) -> bool {
        matches!(self.problem, ServeProblem::Taken(_))
    }

    /// What is wrong and what to do, in one language.
    pub fn message(&self, language: Language) -> String {
        self.sentences().in_language(language).to_owned()
    }

    fn sentences(&self) -> Message {
        let cause = &self.cause;
        match &self.problem {
            ServeProblem::Taken(address) => Message::new(
                format!(
                    "端口 {} 已被别的程序占用，也可能是另一个预览：请关闭它，或用 --port 换一个端口（--port 0 为任意空闲端口）",
                    address.port()
                ),
                format!(
                    "port {} is taken by another program, perhaps another preview: end that one, or choose another port with --port (--port 0 takes any free one)",
                    address.port()
                ),
            ),
            ServeProblem::Bind(address) => Message::new(
                format!(
                    "无法在 {address} 监听：{cause}。请检查地址，1024 以下的端口通常需要管理员权限"
                ),
                format!(
                    "cannot listen at {address}: {cause}. Check the address; ports below 1024 usually need an administrator"
                ),
            ),
            ServeProblem::Start => Message::new(
                format!("无法启动预览：{cause}。请关闭一些程序后再试"),
                format!("the preview cannot start: {cause}. Close some programs and try again"),
            ),
        }
    }
}

impl fmt::Display for ServeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message(Language::English))
    }
}

impl std::error::Error for ServeError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        Some(&self.cause)
    }
}
