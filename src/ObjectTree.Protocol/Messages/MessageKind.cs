namespace ObjectTree.Protocol.Messages;

/// <summary>The messages, numbered as on the wire. Numbers are never reused; 10 and 11 are taken.</summary>
public enum MessageKind
{
    /// <summary>A slice of a message.</summary>
    Part = 0,

    /// <summary>A client's first message.</summary>
    Hello = 1,

    /// <summary>The server's answer to it.</summary>
    Welcome = 2,

    /// <summary>The whole state.</summary>
    Snapshot = 3,

    /// <summary>A change of the state.</summary>
    Frame = 4,

    /// <summary>A client calls a method.</summary>
    Call = 5,

    /// <summary>What the call gave.</summary>
    Answer = 6,

    /// <summary>A client proposes a change.</summary>
    Action = 7,

    /// <summary>The change is made.</summary>
    Ack = 8,

    /// <summary>The change is refused.</summary>
    Reject = 9,

    /// <summary>The server asks whether the client is there.</summary>
    Ping = 12,

    /// <summary>The client is there.</summary>
    Pong = 13,

    /// <summary>The last message of whoever closes.</summary>
    Bye = 14,

    /// <summary>A client wants a change undone or redone.</summary>
    Undo = 15,

    /// <summary>A client says what it handles.</summary>
    Handlers = 16,

    /// <summary>The server calls a client.</summary>
    Request = 17,

    /// <summary>What that gave.</summary>
    Response = 18,
}
