using ObjectTree.Model.Topics;
using ObjectTree.Transitions;

namespace ObjectTree;

// How changes become transitions.
public sealed partial class Tree
{
    /// <summary>Creations and Records within each other. Far more than a tree is deep by default, and far less than a stack holds.</summary>
    private const int MaxNesting = 256;

    private RunningTransition? _running; // guarded by Lock
    private int _nesting; // guarded by Lock
    private bool _telling; // guarded by Lock: observers are running, nobody may write

    /// <summary>
    /// Called after each commit, on the committing thread under the tree's lock, in
    /// order of versions. It may not write to the tree. What it throws is logged.
    /// </summary>
    public event Action<Transition>? Committed;

    /// <summary>Who the running transition comes from: a user; null for the server's own code, and outside of one.</summary>
    public string? Source => Read(() => _running?.Source);

    /// <summary>
    /// Makes one transition of all that <paramref name="change"/> does: it is committed when it returns, and undone when it
    /// throws. Inside another it is a part of that one: when it throws and the caller catches, only this part is undone.
    /// </summary>
    public void Record(Action change)
    {
        ArgumentNullException.ThrowIfNull(change);
        Run(change);
    }

    /// <summary>As <see cref="Record(Action)"/>, and gives what <paramref name="change"/> gave.</summary>
    public T Record<T>(Func<T> change)
    {
        ArgumentNullException.ThrowIfNull(change);
        return Run(change);
    }

    /// <summary>A transition cannot wait: await first, then record.</summary>
    [Obsolete("A transition cannot wait: await first, then record.", error: true)]
    public void Record(Func<Task> change) => throw new NotSupportedException();

    /// <summary>A transition cannot wait: await first, then record.</summary>
    [Obsolete("A transition cannot wait: await first, then record.", error: true)]
    public T Record<T>(Func<Task<T>> change) => throw new NotSupportedException();

    /// <summary>
    /// Starts work on the thread pool, outside the lock, once the running transition is committed; it is
    /// dropped when that is undone. Outside of a transition: at once. What its task throws is logged.
    /// </summary>
    public void RunAfterCommit(Func<Task> work)
    {
        ArgumentNullException.ThrowIfNull(work);
        Run(() => _running!.Add(new WorkStep(() => StartWork(work))));
    }

    internal T RecordFrom<T>(string source, Func<T> change) => Run(change, source);

    internal void Write(SObject target, TopicOperation operation)
    {
        CheckWritable(target);
        if (_running is not null)
        {
            Apply(_running, target, operation);
            return;
        }
        var alone = new RunningTransition(null);
        Apply(alone, target, operation);
        Commit(alone);
    }

    internal void ObserverFailed(SObject target, string? member, Exception exception) =>
        Report(() => LogObserverFailed(target.ToString(), member ?? nameof(SObject.Children), exception));

    private static void Apply(RunningTransition running, SObject target, TopicOperation operation)
    {
        var topic = target.Topic(operation.Address.Attribute);
        running.Add(new TopicStep(target, topic, topic.Apply(operation)));
    }

    private void Run(Action change, string? source = null) => Run(
        () =>
        {
            change();
            return true;
        },
        source);

    private T Run<T>(Func<T> change, string? source = null)
    {
        Lock.Enter();
        try
        {
            if (_nesting == MaxNesting)
                throw new OperationRejectedException(RejectionCodes.Limit, $"Changes are nested {MaxNesting} deep: something calls itself without end.");
            var outermost = _running is null;
            var running = _running ??= new RunningTransition(source);
            var (savepoint, nextId) = (running.Count, _nextId);
            T result;
            _nesting++;
            try
            {
                result = change();
            }
            catch
            {
                running.RollBackTo(savepoint);
                _nextId = nextId;
                if (outermost)
                    _running = null;
                throw;
            }
            finally
            {
                _nesting--;
            }
            if (outermost)
            {
                _running = null;
                Commit(running);
            }
            return result;
        }
        finally
        {
            Lock.Exit();
        }
    }

    private void Commit(RunningTransition done)
    {
        if (done.Count == 0)
            return;
        if (done.ChangesSomething)
            Version++;
        foreach (var step in done.Steps)
            step.Stamp(Version);
        Tell(done, done.ChangesSomething ? Committed : null);
    }

    /// <summary>Tells what is done. Nests when an observer starts work: nobody may write before the outermost has told all.</summary>
    private void Tell(RunningTransition done, Action<Transition>? committed = null)
    {
        var outer = _telling;
        _telling = true;
        try
        {
            foreach (var step in done.Steps)
                step.Tell();
            if (committed is not null)
                TellCommitted(committed, new Transition(Version, done.Operations(), done.Source, TransitionKind.Forward));
        }
        finally
        {
            _telling = outer;
        }
    }

    private void StartWork(Func<Task> work) => _ = Task.Run(async () =>
    {
        try
        {
            await work().ConfigureAwait(false);
        }
        catch (Exception exception)
        {
            LogWorkFailed(exception);
        }
    });

    private void TellCommitted(Action<Transition> committed, Transition transition)
    {
        foreach (var handler in Delegate.EnumerateInvocationList(committed))
        {
            try
            {
                handler(transition);
            }
            catch (Exception exception)
            {
                Report(() => LogCommittedFailed(transition.Version, exception));
            }
        }
    }

    /// <summary>Writes to the log. What fails there, or in the object's own words for itself, may not keep others from being told what is committed.</summary>
    private static void Report(Action log)
    {
        try
        {
            log();
        }
        catch (Exception)
        {
            // Nobody is left to tell.
        }
    }

    private void ThrowIfTelling()
    {
        if (_telling)
        {
            throw new InvalidOperationException(
                "An observer mirrors the tree to elsewhere and may not write to it. To write after the commit, use the overload of Observe that takes an asynchronous function.");
        }
    }
}
