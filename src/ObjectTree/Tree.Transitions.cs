using ObjectTree.Calls;
using ObjectTree.Model;
using ObjectTree.Model.Topics;
using ObjectTree.Transitions;

namespace ObjectTree;

// How changes become transitions.
public sealed partial class Tree
{
    /// <summary>
    /// Creations and Records within each other. Far more than a tree is deep by default, and far less than a stack holds.
    /// </summary>
    private const int MaxNesting = 256;

    private RunningTransition? _running; // guarded by Lock
    private int _nesting; // guarded by Lock
    private bool _telling; // guarded by Lock: observers are running, nobody may write
    private bool _validating; // guarded by Lock: validators are running, likewise
    private int _reacting; // guarded by Lock: reactions within each other
    private bool _dropping; // guarded by Lock: what is written now is dropped, so nobody reacts to it

    /// <summary>
    /// Called after each commit, on the committing thread under the tree's lock, in
    /// order of versions. It may not write to the tree. What it throws is logged.
    /// </summary>
    public event Action<Transition>? Committed;

    /// <summary>
    /// Who the running transition comes from: the user whose action or call, asynchronous ones included, makes it; null for the server's
    /// own code, and outside of one.
    /// </summary>
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

    /// <summary>How many steps the running transition has so far. Under the lock.</summary>
    internal int RunningCount => _running!.Count;

    /// <summary>The operations of the running transition's steps from one on. Under the lock.</summary>
    internal IEnumerable<Operation> RunningOperations(int start) => _running!.OperationsFrom(start);

    /// <summary>Writes to an attribute.</summary>
    /// <param name="target">The object.</param>
    /// <param name="operation">What is written.</param>
    /// <param name="isAllowed">Whether constraints and validators have allowed what it is a part of: <see cref="CheckRules"/>.</param>
    internal void Write(SObject target, TopicOperation operation, bool isAllowed = false)
    {
        CheckWritable(target);
        var topic = target.TopicOrNone(operation.Address.Attribute)
            ?? throw new InvalidOperationException($"The attribute was removed from {target}.");
        _acting?.CheckWrite(target, operation.Address.Attribute);
        if (!_dropping && _running is null or { Kind: TransitionKind.Forward })
        {
            if (!isAllowed)
                CheckConstraints(target, topic, operation);
            if (topic.HasRules)
            {
                WriteByRules(target, topic, operation, isAllowed);
                return;
            }
        }
        if (_running is not null)
        {
            _running.Add(new TopicStep(target, topic, operation));
            return;
        }
        var alone = new RunningTransition(CallSource.User);
        alone.Add(new TopicStep(target, topic, operation));
        Commit(alone);
    }

    /// <summary>Asks constraints and validators whether an operation may be written. Under the lock.</summary>
    /// <exception cref="OperationRejectedException">One of them refuses.</exception>
    internal void CheckRules(SObject target, IHostedTopic topic, TopicOperation operation)
    {
        CheckConstraints(target, topic, operation);
        Validate(topic, operation);
    }

    /// <summary>Runs what may reach outside the tree, but not write to it: what it writes is dropped, and no rule sees it.</summary>
    internal void WithoutWriting(RunningTransition running, Action action)
    {
        var (savepoint, nextId, outer) = (running.Count, _nextId, _dropping);
        _dropping = true;
        try
        {
            action();
        }
        finally
        {
            _dropping = outer;
            running.DropWritesSince(savepoint);
            _nextId = nextId;
        }
    }

    /// <summary>As <see cref="WithoutWriting"/>, while the running transition is rolled back: what it throws is logged.</summary>
    internal void RunOutside(Action action)
    {
        try
        {
            WithoutWriting(_running!, action);
        }
        catch (Exception exception)
        {
            Report(() => LogReactionFailed(exception));
        }
    }

    /// <summary>A reaction to an event that knows its reverse, as a part of the running transition.</summary>
    internal void React(SObject target, Action forward, Action reverse)
    {
        var step = new ReactionStep(target, forward, reverse);
        _running!.Add(step);
        step.Do();
    }

    internal void ObserverFailed(SObject target, string? member, Exception exception) =>
        Report(() => LogObserverFailed(target.ToString(), member ?? nameof(SObject.Children), exception));

    private static void CheckConstraints(SObject target, IHostedTopic topic, TopicOperation operation)
    {
        if (target.ConstraintsOf(operation.Address.Attribute) is { IsEmpty: false } constraints)
            topic.Check(constraints, operation);
    }

    private void WriteByRules(SObject target, IHostedTopic topic, TopicOperation operation, bool isAllowed) => Run(
        (Tree: this, target, topic, operation, isAllowed),
        static write =>
        {
            write.Tree.ApplyByRules(write.target, write.topic, write.operation, write.isAllowed);
            return true;
        });

    /// <summary>Rules are no part of an OnInit that they run in: what they listen to does not end with its object.</summary>
    private void ApplyByRules(SObject target, IHostedTopic topic, TopicOperation operation, bool isAllowed)
    {
        var initialising = _initialising;
        _initialising = null;
        try
        {
            if (!isAllowed)
                Validate(topic, operation);
            var step = new TopicStep(target, topic, operation);
            _running!.Add(step);
            React(topic, step.Applied);
        }
        finally
        {
            _initialising = initialising;
        }
    }

    /// <summary>Runs what decides about a change and may not write. Under the lock.</summary>
    internal bool Decide(Func<bool> rule)
    {
        var outer = _validating;
        _validating = true;
        try
        {
            return rule();
        }
        finally
        {
            _validating = outer;
        }
    }

    private void Validate(IHostedTopic topic, TopicOperation operation)
    {
        var outer = _validating;
        _validating = true;
        try
        {
            topic.Validate(operation);
        }
        finally
        {
            _validating = outer;
        }
    }

    private void React(IHostedTopic topic, AppliedOperation applied)
    {
        if (!topic.HasReactions)
            return;
        if (_reacting == _limits.Reactions)
        {
            throw new OperationRejectedException(
                RejectionCodes.Limit,
                $"Reactions are nested {_limits.Reactions} deep (TreeLimits.Reactions): something reacts to itself without end.");
        }
        var acting = _acting;
        (_acting, _reacting) = (null, _reacting + 1);
        try
        {
            topic.React(applied);
        }
        finally
        {
            (_acting, _reacting) = (acting, _reacting - 1);
        }
    }

    private void Run(Action change, string? source = null) => Run(
        change,
        static change =>
        {
            change();
            return true;
        },
        source);

    private T Run<T>(Func<T> change, string? source = null) => Run(change, static change => change(), source);

    private T Run<TState, T>(TState state, Func<TState, T> change, string? source = null)
    {
        Lock.Enter();
        try
        {
            if (_nesting == MaxNesting)
            {
                throw new OperationRejectedException(
                    RejectionCodes.Limit, $"Changes are nested {MaxNesting} deep: something calls itself without end.");
            }
            var outermost = _running is null;
            var running = _running ??= new RunningTransition(source ?? CallSource.User);
            var (savepoint, nextId) = (running.Count, _nextId);
            T result;
            _nesting++;
            try
            {
                result = change(state);
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
        var isChange = done.ChangesSomething;
        if (isChange)
            Version++;
        foreach (var step in done.Steps)
            step.Stamp(Version);
        File(done);
        Tell(done, isChange ? Committed : null);
        FollowUp(done);
    }

    /// <summary>Tells what is done. Nests when an observer starts work: nobody may write before the outermost has told all.</summary>
    private void Tell(RunningTransition done, Action<Transition>? committed = null)
    {
        var outer = _telling;
        _telling = true;
        try
        {
            foreach (var step in done.Steps)
            {
                step.Tell();
                step.Settle();
            }
            if (committed is not null)
                TellCommitted(committed, new Transition(Version, done.Operations(), done.Source, done.Kind));
        }
        finally
        {
            _telling = outer;
        }
    }

    private void StartWork(Func<Task> work) => _ = Task.Run(async () =>
    {
        CallSource.Leave();
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

    /// <summary>
    /// Writes to the log. What fails there, or in the object's own words for itself, may not keep others from being told what is committed.
    /// </summary>
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

    private void ThrowIfLooking()
    {
        if (_telling)
        {
            throw new InvalidOperationException(
                "An observer mirrors the tree to elsewhere and may not write to it: use React, which runs inside the transition, "
                + "or the overload of Observe that takes an asynchronous function.");
        }
        if (_validating)
            throw new InvalidOperationException("A validator or policy decides and may not write to the tree: use React.");
    }
}
