using System.Collections.Immutable;
using ObjectTree.Model;
using ObjectTree.Model.Topics;
using ObjectTree.Server.Feeds.Schedules;
using ObjectTree.Server.Tests.Support;

namespace ObjectTree.Server.Tests.Feeds.Schedules;

/// <summary>
/// A tree whose frames are kept as operations and applied to a replica, as a feed would send them; time passes as a test says.
/// </summary>
internal sealed class ScheduledTree : IDisposable
{
    private const double MostAtOnce = 5; // what becomes due within it leaves as if it were due at its end

    private readonly FrameSchedule _schedule;
    private readonly ObjectTree.Tests.Programs.Replica _replica;
    private Exception? _failure;

    private ScheduledTree(TimeSpan? tick)
    {
        Tree.Register<Figure>();
        _schedule = new FrameSchedule(Tree, tick, Time, () => Tree.Read(() => Take(_schedule!.TakeDue)));
        _replica = new ObjectTree.Tests.Programs.Replica(Tree.Serialize());
        Tree.Committed += transition => Take(() => _schedule.Add(transition));
    }

    public Tree Tree { get; } = new();

    public AlarmTime Time { get; } = new();

    public List<ImmutableArray<Operation>> Frames { get; } = [];

    public bool IsFlushing { get; private set; }

    /// <summary>Called for each frame, once the replica has it.</summary>
    public Action? OnFrame { get; set; }

    public static ScheduledTree Make(TimeSpan? tick = null) => new(tick);

    public Figure Add(SObject? parent = null) => Tree.CreateObject<Figure>(parent);

    /// <summary>Lets time pass and gives the frames that left meanwhile.</summary>
    public List<ImmutableArray<Operation>> Pass(double milliseconds)
    {
        Frames.Clear();
        for (var passed = 0.0; passed < milliseconds; passed += MostAtOnce)
            Time.Advance(TimeSpan.FromMilliseconds(Math.Min(MostAtOnce, milliseconds - passed)));
        return [.. Frames];
    }

    public AttributeAddress AddressOf(SObject target, string attribute) => new(target.Id, target.AttributeNames.IndexOf(attribute) + 1);

    /// <summary>As when somebody joins.</summary>
    public void Flush()
    {
        IsFlushing = true;
        Tree.Read(() => Take(_schedule.TakeAll));
        IsFlushing = false;
    }

    public bool Promise(long since) => Tree.Read(() => _schedule.Promise(since));

    public Snapshot Replicated() => _replica.Serialize(Tree.Version, Tree.Serialize().NextId);

    public void Dispose() => _schedule.Dispose();

    /// <summary>Throws what failed within the tree's own calls, which would only log it.</summary>
    public void ThrowIfFailed()
    {
        if (_failure is not null)
            throw new AssertionException(_failure.Message, _failure);
    }

    private bool Take(Func<ImmutableArray<Operation>?> take)
    {
        try
        {
            if (take() is not { } operations)
                return false;
            Frames.Add(operations);
            _replica.Apply(new Transition(0, operations, null, TransitionKind.Forward));
            OnFrame?.Invoke();
        }
        catch (Exception exception)
        {
            _failure ??= exception;
        }
        return true;
    }
}
