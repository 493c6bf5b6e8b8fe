namespace ObjectTree.Tests.Programs;

// What objects do in their OnInit.
internal sealed partial class RandomProgram
{
    private bool _isInVain; // what an OnInit does, and what it made does, is dropped

    private void Initialise(Thing thing)
    {
        if (thing.Id % 3 == 0)
        {
            Note($"{thing} sets itself up");
            PerhapsCaught(() => Write(thing));
            if (_dice.OneIn(2) && _budget > 0)
                PerhapsCaught(() => Create(thing.Id));
        }
        Acts(2);
    }

    /// <summary>Undo and redo restore by themselves what an OnInit once wrote.</summary>
    private void WriteInVain(Thing thing)
    {
        if (_isInVain || _dice.OneIn(2))
            return;
        _isInVain = true;
        try
        {
            for (var writes = _dice.Between(1, 3); writes > 0; writes--)
                Attempt(() => WriteRaw(thing, AnyObject()));
        }
        finally
        {
            _isInVain = false;
        }
        if (_isOver || !_dice.OneIn(8))
            return;
        Note($"the OnInit of {thing} fails");
        throw new PlannedException();
    }

    private void WriteRaw(Thing thing, Thing other)
    {
        switch (_dice.Below(10))
        {
            case 0:
                thing.AddChild<Thing>();
                break;
            case 1:
                _tree.CreateObject<Pebble>(other, key: _dice.Pick(Keys));
                break;
            case 2:
                other.Destroy();
                break;
            case 3:
                other.MoveTo(thing);
                break;
            case 4:
                other.AddAttribute(_dice.Pick(AddedNames), _dice.Pick(Verbs.TopicVerbs.All).NewTopic());
                break;
            case 5:
                other.RemoveAttribute(_dice.Pick(AddedNames));
                break;
            case 6:
                _tree.AfterTransition(() => Guard(() => Assert.Fail("what follows on an undo is dropped")));
                break;
            default:
                var (name, verbs) = _dice.Pick(Thing.Declared);
                var topic = (_dice.OneIn(2) ? thing : other).GetAttribute(name);
                verbs.Choose(verbs.Read(topic), other, _dice).Do(topic);
                break;
        }
    }

    /// <summary>One that the tree has in the middle of an undo, where the model knows nothing.</summary>
    private Thing AnyObject() => (Thing)_tree.Objects.OrderBy(one => one.Id).ElementAt(_dice.Below(_tree.Objects.Count));
}
