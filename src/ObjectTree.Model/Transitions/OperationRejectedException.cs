namespace ObjectTree;

/// <summary>A change was refused; nothing has changed. A client that asked for it gets the same code and reason.</summary>
public sealed class OperationRejectedException : Exception
{
    /// <summary>Makes a refusal.</summary>
    /// <param name="code">Why, as one of the codes of <see cref="RejectionCodes"/>.</param>
    /// <param name="reason">Why, in words that may be shown to whoever asked.</param>
    public OperationRejectedException(string code, string reason)
        : base(reason)
    {
        Code = code;
        Reason = reason;
    }

    /// <summary>Why, as a code that programs compare.</summary>
    public string Code { get; }

    /// <summary>Why, in words.</summary>
    public string Reason { get; }
}
