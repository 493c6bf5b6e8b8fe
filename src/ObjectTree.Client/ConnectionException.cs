using ObjectTree.Protocol;

namespace ObjectTree.Client;

/// <summary>There is no connection: the server refused it, it was lost, or the client was closed.</summary>
public sealed class ConnectionException : Exception
{
    /// <summary>Makes an exception.</summary>
    /// <param name="code">Why.</param>
    /// <param name="message">Why, in words.</param>
    /// <param name="cause">What was caught, or null.</param>
    public ConnectionException(CloseCode code, string message, Exception? cause = null)
        : base(message, cause) => Code = code;

    /// <summary>Why; <see cref="CloseCode.None"/> when nobody gave a code: the network failed, or nobody is there.</summary>
    public CloseCode Code { get; }
}
