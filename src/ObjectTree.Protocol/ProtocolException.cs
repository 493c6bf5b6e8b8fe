namespace ObjectTree.Protocol;

/// <summary>The peer broke the protocol: the connection is to be closed with <see cref="Code"/>.</summary>
public sealed class ProtocolException : Exception
{
    /// <summary>Makes an exception.</summary>
    /// <param name="code">The code to close with.</param>
    /// <param name="reason">What was wrong, for the log of this side only.</param>
    public ProtocolException(CloseCode code, string reason)
        : base($"{code.Name()}: {reason}.") => Code = code;

    /// <summary>The code to close with.</summary>
    public CloseCode Code { get; }
}
