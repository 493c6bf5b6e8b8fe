using System.Collections.Immutable;
using ObjectTree.Model;
using ObjectTree.Model.Topics;
using ObjectTree.Model.Values;
using ObjectTree.Protocol.Messages;

namespace ObjectTree.Client.Replica.Actions;

/// <summary>One action from when it is written to when it is settled. Guarded by the replica's lock.</summary>
internal sealed class PendingAction
{
    /// <summary>Why a draft has ended that <see cref="IsForeign"/>.</summary>
    public const string Foreign = "The draft has ended: the server's tree is another one than that which it was made on.";

    private readonly TaskCompletionSource _settled = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>What it changes, in order; each is brought past what the server's frames do.</summary>
    public List<PendingChange> Changes { get; } = [];

    /// <summary>What it writes, of what is there.</summary>
    public IEnumerable<ReplicaAttribute> Attributes =>
        Changes.OfType<PendingWrite>().Select(change => change.Attribute).OfType<ReplicaAttribute>().Distinct();

    /// <summary>Whether it changes the tree's shape.</summary>
    public bool HasShapes => Changes.Exists(change => change is PendingShape);

    /// <summary>0: it is an action. Else it is a draft, shown above all actions and all drafts with less.</summary>
    public int Layer { get; set; }

    /// <summary>Its place in the order in which the client's actions were written.</summary>
    public long Order { get; set; }

    /// <summary>The number that it was sent with last; 0: it waits to be sent.</summary>
    public long Number { get; set; }

    /// <summary>How often it was refused because it was made on a state that is too old.</summary>
    public int TimesStale { get; set; }

    /// <summary>How often the server was too busy for it.</summary>
    public int TimesBusy { get; set; }

    /// <summary>Why it is, or was, sent again; null: it was sent once at most.</summary>
    public RejectMessage? Refusal { get; set; }

    /// <summary>Whether the server has made something that <see cref="Overtakes"/> it.</summary>
    public bool IsOvertaken { get; set; }

    /// <summary>The frame that holds its effect, once it is acknowledged; null before.</summary>
    public long? Position { get; set; }

    /// <summary>Completes when it is in the tree, or with why it is not.</summary>
    public Task Settled => _settled.Task;

    /// <summary>Whether the server has made nothing of it.</summary>
    public bool IsRefused { get; set; }

    /// <summary>Whether it was a draft on another tree than the one that is there now.</summary>
    public bool IsForeign { get; set; }

    /// <summary>Whether it is a single write, not a recorded group: what is written next there may become a part of it.</summary>
    public bool IsSingle { get; init; }

    /// <summary>What it takes back of an object's history, as the server knows that; null: it changes something itself.</summary>
    public (long ObjectId, bool IsRedo)? Undo { get; init; }

    /// <summary>What is to be sent: records as maps, for a client announces none.</summary>
    public ImmutableArray<Operation> Operations => Plain(IsSingle ? Merged([]) : Changes.SelectMany(change => change.Left));

    /// <summary>What would be sent of a single write if another one became a part of it.</summary>
    public ImmutableArray<Operation> OperationsWith(TopicOperation next) => Plain(Merged([next]));

    /// <summary>Makes the message that proposes it.</summary>
    /// <param name="operations">Its <see cref="Operations"/>.</param>
    /// <param name="number">What it is to be sent as.</param>
    /// <param name="snapshots">How many snapshots have come.</param>
    /// <param name="position">How many frames have come since the last of them.</param>
    public Message ToMessage(ImmutableArray<Operation> operations, long number, long snapshots, long position) => Undo is { } undo
        ? new UndoMessage(number, undo.ObjectId, undo.IsRedo)
        : ActionMessage.Of(number, snapshots, position, operations);

    /// <summary>Whether it was written after another one, which may not be made after it.</summary>
    public bool Overtakes(PendingAction earlier) => Order > earlier.Order
        && (earlier.Undo is not null || Changes.Exists(change => earlier.Changes.Exists(change.Crosses)));

    public void Succeed() => _settled.TrySetResult();

    public void Cancel() => _settled.TrySetCanceled();

    public void Fail(Exception exception)
    {
        _settled.TrySetException(exception);
        _ = _settled.Task.Exception; // whoever does not wait for it hears of it otherwise
    }

    private IEnumerable<Operation> Merged(ReadOnlySpan<TopicOperation> more) =>
        TopicOperation.Merge([.. Changes.SelectMany(change => change.Left).Cast<TopicOperation>(), .. more]);

    private static ImmutableArray<Operation> Plain(IEnumerable<Operation> operations) =>
        [.. operations.Select(one => one is TopicOperation write ? write.MapValues(PlainValues.Of) : one)];
}
