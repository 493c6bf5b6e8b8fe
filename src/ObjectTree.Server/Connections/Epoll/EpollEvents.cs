namespace ObjectTree.Server.Connections.Epoll;

/// <summary>What happens to a descriptor, and how it is watched, in Linux' numbers.</summary>
[Flags]
internal enum EpollEvents : uint
{
    None = 0,

    /// <summary>EPOLLIN: something came.</summary>
    Readable = 0x1,

    /// <summary>EPOLLPRI: an urgent byte is on its way or here.</summary>
    Urgent = 0x2,

    /// <summary>EPOLLERR: the connection has failed. Told unasked.</summary>
    Failed = 0x8,

    /// <summary>EPOLLHUP: both directions are closed. Told unasked.</summary>
    HungUp = 0x10,

    /// <summary>EPOLLRDHUP: the other end sends no more.</summary>
    OtherEndClosed = 0x2000,

    /// <summary>EPOLLONESHOT: watched until one event, then no more until told again.</summary>
    Once = 1u << 30,

    /// <summary>EPOLLET, edge-triggered: told once when something comes, not as long as it is there.</summary>
    OnArrival = 1u << 31,
}
