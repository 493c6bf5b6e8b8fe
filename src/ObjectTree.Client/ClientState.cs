namespace ObjectTree.Client;

/// <summary>What a client is doing.</summary>
public enum ClientState
{
    /// <summary>It connects for the first time.</summary>
    Connecting,

    /// <summary>It is connected, and its tree is the server's.</summary>
    Ready,

    /// <summary>It has lost its connection and tries again; its tree is as it was.</summary>
    Reconnecting,

    /// <summary>It is done for good; its tree is as it was.</summary>
    Closed,
}
