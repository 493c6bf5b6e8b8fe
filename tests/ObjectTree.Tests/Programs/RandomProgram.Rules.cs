namespace ObjectTree.Tests.Programs;

// What objects refuse and react to, their own changes and those of the root, for as long as they live.
internal sealed partial class RandomProgram
{
    private const long RefusedNumber = 3;
    private const double GuardedAmount = 1;

    private int _flagWrites;

    private void SetRules(Thing thing)
    {
        thing.HasRules = thing.Id % 2 == 0;
        if (thing.HasRules)
        {
            thing.Number.Validate(number => number != RefusedNumber);
            thing.Text.React(change => React(thing, change));
            thing.Words.React(change => React(thing, change));
        }
        if (!thing.IsGuard)
            return;
        var root = (Thing)_tree.Root;
        root.Amount.Validate(amount => amount < GuardedAmount);
        root.Flag.React(change => ReactToFlag(thing, change));
        if (!_isUndoing)
            _plain.Nodes[thing.Id].IsGuarding = true;
    }

    /// <summary>What a guard does about the root's flag: a change of its own, and perhaps more, its own end included.</summary>
    private void ReactToFlag(Thing thing, TopicChange change)
    {
        thing.FlagSeen = _flagWrites;
        Note($"{thing} reacts to the flag");
        Check.That(!thing.IsDestroyed, () => $"a reaction of {thing}, which is gone");
        var amount = _plain.Nodes[thing.Id].Find("amount")!;
        Change(false, () => _plain.Nodes[thing.Id].Put("amount", amount.Verbs, (double)amount.Value! + 0.5), () => thing.Amount.Add(0.5));
        if (_dice.OneIn(6))
            Change(false, () => _plain.Destroy(thing.Id), thing.Destroy);
        else
            React(thing, change);
    }

    /// <summary>A write that all guards have to hear of, except for those that it ends.</summary>
    private void WriteFlag(Action write)
    {
        var guards = _plain.Nodes.Where(one => one.Value.IsGuarding).Select(one => (Thing)_tree.GetObject(one.Key)).ToList();
        var count = ++_flagWrites;
        write();
        foreach (var guard in guards)
            Check.That(guard.FlagSeen >= count || !_plain.Nodes.ContainsKey(guard.Id), () => $"{guard} did not react");
    }

    private bool IsRefused(Thing thing, Plain.Attribute attribute, object? next) => attribute.Name switch
    {
        "number" => thing.HasRules && next is RefusedNumber && attribute.Value is not RefusedNumber,
        "amount" => thing.IsRoot && next is >= GuardedAmount && !attribute.Verbs.AreSame(attribute.Value, next)
            && _plain.Nodes.Values.Any(node => node.IsGuarding),
        _ => false,
    };

    private void React(Thing thing, TopicChange change)
    {
        Check.That(!thing.IsDestroyed, () => $"a reaction of {thing}, which is gone");
        Check.That(!ReferenceEquals(thing.Reacted, change), () => $"{thing} reacts twice");
        thing.Reacted = change;
        if (_budget <= 0)
            return;
        Note("reacts");
        Acts(2);
        if (_dice.OneIn(6))
            throw new PlannedException();
    }
}
