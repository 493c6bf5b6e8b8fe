namespace ObjectTree.Server.Connections.Epoll;

/// <summary>What happens to a descriptor, and how it is watched, in Linux' numbers.</summary>
[Flags]
internal enum EpollEvents : uint
{
    None = 0,

    /// <summary>Something came.</summary>
    Readable = 0x1,

    /// <summary>The connection has failed. Told unasked.</summary>
    Failed = 0x8,

    /// <summary>Both directions are closed. Told unasked.</summary>
    HungUp = 0x10,

    /// <summary>The other end sends no more.</summary>
    OtherEndClosed = 0x2000,

    /// <summary>Watch until one event, then no more until told again.</summary>
    Once = 1u << 30,

    /// <summary>An event is that something comes, not that something is there.</summary>
    OnArrival = 1u << 31,
}
