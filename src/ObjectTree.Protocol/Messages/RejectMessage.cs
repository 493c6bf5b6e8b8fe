using ObjectTree.Model.Values;

namespace ObjectTree.Protocol.Messages;

/// <summary>What an action proposed is refused, as a whole.</summary>
/// <param name="Action">The client's number of the action.</param>
/// <param name="Code">Why, as one of <see cref="RejectionCodes"/>.</param>
/// <param name="Reason">Why, in words.</param>
/// <param name="Details">
/// What the code's meaning adds, and under <c>value</c> what the attribute holds that the change was refused of.
/// </param>
public sealed record RejectMessage(long Action, string Code, string? Reason, ValueMap Details) : Message
{
    /// <inheritdoc/>
    public override MessageKind Kind => MessageKind.Reject;
}
