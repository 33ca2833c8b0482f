//! Finding a port to listen at.

use std::io;
use std::net::{IpAddr, SocketAddr};

use tokio::net::{TcpListener, TcpSocket};

use super::Port;
use super::error::ServeError;

/// So many ports after the preferred one are tried before any is taken.
const NEXT_ONES: u16 = 20;

/// Connections that may wait to be accepted: a browser that comes back opens all its tabs at once.
const BACKLOG: u32 = 1024;

/// Listens, and says where.
pub(super) fn listen(address: IpAddr, port: Port) -> Result<(TcpListener, SocketAddr), ServeError> {
    let listener = match port {
        Port::Exactly(port) => at(SocketAddr::new(address, port))?,
        Port::Preferred(port) => preferred(address, port)?,
    };
    let local = listener.local_addr().map_err(ServeError::start)?;
    Ok((listener, local))
}

fn preferred(address: IpAddr, port: u16) -> Result<TcpListener, ServeError> {
    for candidate in port..=port.saturating_add(NEXT_ONES) {
        match at(SocketAddr::new(address, candidate)) {
            Err(error) if is_about_the_port(&error) => {}
            listener => return listener,
        }
    }
    at(SocketAddr::new(address, 0))
}

/// Whether another port may do.
fn is_about_the_port(error: &ServeError) -> bool {
    matches!(
        error.cause.kind(),
        io::ErrorKind::AddrInUse | io::ErrorKind::PermissionDenied
    )
}

fn at(address: SocketAddr) -> Result<TcpListener, ServeError> {
    open(address).map_err(|cause| ServeError::bind(address, cause))
}

fn open(address: SocketAddr) -> io::Result<TcpListener> {
    let socket = match address {
        SocketAddr::V4(_) => TcpSocket::new_v4()?,
        SocketAddr::V6(_) => TcpSocket::new_v6()?,
    };
    // On Unix this lets a preview start again at once at the port of the last one. On Windows it would
    // let two programs listen at the same port.
    #[cfg(unix)]
    socket.set_reuseaddr(true)?;
    socket.bind(address)?;
    socket.listen(BACKLOG)
}

#[cfg(test)]
mod tests;
