using ObjectTree.Tests.Programs.Verbs;

namespace ObjectTree.Tests.Programs;

// What programs do. The model goes first: what the tree runs meanwhile (reactions, handlers of a commit) finds both the same.
internal sealed partial class RandomProgram
{
    private static readonly string[] AddedNames = ["x", "y"];

    private static bool Attempt(Action act)
    {
        try
        {
            act();
            return true;
        }
        catch (Exception exception) when (IsPlanned(exception))
        {
            return false;
        }
    }

    private static bool IsPlanned(Exception exception) =>
        exception is PlannedException or ArgumentException or InvalidOperationException
            or KeyNotFoundException or OperationRejectedException;

    private static Exception? Catch(Action action)
    {
        try
        {
            action();
            return null;
        }
        catch (Exception exception)
        {
            return exception;
        }
    }

    private void Acts(int most)
    {
        for (var left = _dice.Below(most + 1); left > 0 && _budget > 0; left--)
            PerhapsCaught(Act);
    }

    /// <summary>Whoever calls may catch: the rest stands.</summary>
    private void PerhapsCaught(Action act)
    {
        if (_isStarting || _dice.OneIn(4))
            Attempt(act);
        else
            act();
    }

    private void Act()
    {
        _budget--;
        _captures?.Take();
        switch (_dice.Below(20))
        {
            case 0 or 1 or 2:
                Create(AnyId());
                break;
            case 3:
                Move();
                break;
            case 4:
                Destroy();
                break;
            case 5 or 6 or 7:
                Note("{");
                Undoable(() => _tree.Record(() =>
                {
                    if (_dice.OneIn(6))
                        UndoInside();
                    Acts(5);
                }));
                Note("}");
                break;
            case 8:
                AddOrRemoveAttribute();
                break;
            case 9 when !_isStarting: // it would follow before anybody can watch
                Note("afterwards");
                _plain.Written = Written.Surely; // what is to follow counts as well
                _tree.AfterTransition(() =>
                {
                    _plain.Written = Written.Nothing;
                    Undoable(() => Acts(2));
                });
                break;
            case 10:
                RestoreCopy();
                break;
            case 11 when _dice.OneIn(3):
                Note("fails");
                throw new PlannedException();
            case 12 when _clears && _dice.OneIn(4):
                ClearHistory();
                break;
            case 13 when _dice.OneIn(3):
                UndoInside();
                break;
            default:
                Write(_dice.OneIn(3) ? (Thing)_tree.Root : AnyThing());
                break;
        }
    }

    /// <summary>
    /// What throws has changed nothing: the model is copied back. What it undid before it wrote is a transition of its own, and stays.
    /// </summary>
    private void Undoable(Action act)
    {
        var (plain, building, undos) = (_plain.Copy(), _building, _undos);
        try
        {
            act();
        }
        catch
        {
            (_plain, _building) = (undos == _undos ? plain : _undone!.Copy(), building);
            Note("failed");
            throw;
        }
    }

    private void Create(long parent)
    {
        var siblings = _plain.Nodes[parent].Children.Count;
        var index = _dice.OneIn(2) ? -1 : _dice.Between(-1, siblings + 1);
        var key = index < 0 && _dice.OneIn(2) ? _dice.Pick(Keys) : null;
        var refused = index > siblings || siblings >= MaxChildren || _plain.Depth(parent) >= MaxDepth || _plain.Nodes.Count >= MaxObjects
            || (key is not null && _plain.Holder(key) is not null);
        Note($"create below {parent} at {index} as {key}");
        _creating = (parent, index, key);
        try
        {
            Undoable(() => Create(_tree.GetObject(parent), index, key));
        }
        finally
        {
            // While something is being built, keys that others gave back since are still taken.
            var wasMade = _creating is null;
            _creating = null;
            Check.That(wasMade ? !refused : refused || (_building > 0 && key is not null), () => $"a creation was refused: {!wasMade}");
        }
    }

    private void Create(SObject parent, int index, string? key)
    {
        if (index >= 0)
            parent.AddChild<Thing>(Build, index);
        else if (_dice.OneIn(3))
            _tree.CreateObject<Pebble>(parent, Build, key);
        else
            _tree.CreateObject<Thing>(parent, Build, key);
    }

    private void Build(Thing thing)
    {
        _building++;
        Acts(3);
        _building--;
    }

    private void Move()
    {
        var (id, parent) = (AnyId(), AnyId());
        var isSame = _plain.Nodes[id].Parent == parent;
        var last = _plain.Nodes[parent].Children.Count - (isSame ? 1 : 0);
        var index = _dice.Between(-1, last + 1);
        var refused = id == Tree.RootId || _plain.IsBelow(parent, id) || index > last
            || (!isSame && (last >= MaxChildren || _plain.Depth(parent) + _plain.Height(id) > MaxDepth));
        Note($"move {id} to {parent} at {index}");
        Change(refused, () => _plain.Move(id, parent, index), () => _tree.GetObject(id).MoveTo(_tree.GetObject(parent), index));
    }

    private void Destroy()
    {
        var id = AnyId();
        Note($"destroy {id}");
        Change(id == Tree.RootId, () => _plain.Destroy(id), _tree.GetObject(id).Destroy);
    }

    private void RestoreCopy()
    {
        var (from, parent) = (AnyId(), AnyId());
        if (_building > 0)
            return;
        var siblings = _plain.Nodes[parent].Children.Count;
        var index = _dice.Between(-1, siblings + 1);
        var snapshot = _tree.GetObject(from).Serialize();
        var refused = index > siblings || siblings >= MaxChildren || _plain.Depth(parent) + _plain.Height(from) > MaxDepth
            || _plain.Nodes.Count + snapshot.Objects.Length > MaxObjects;
        Note($"restore {from} below {parent} at {index}");
        Change(
            refused, () => CopyPlain(from, parent, index, snapshot.NextId), () => _tree.GetObject(parent)
                .Restore(snapshot, index), runsOwnCode: true);
    }

    private void CopyPlain(long from, long parent, int index, long nextId)
    {
        var ids = _plain.Walk(from).ToDictionary(id => id, _ => nextId++);
        foreach (var (id, copy) in ids)
        {
            var node = _plain.Nodes[id].Copied(); // its key is taken, by itself
            foreach (var one in node.Attributes.ToList())
                node.Put(one.Name, one.Verbs, one.Verbs.Copy(one.Value, ids));
            if (id == from)
                _plain.Create(copy, parent, index, node);
            else
                _plain.Create(copy, ids[_plain.Nodes[id].Parent], -1, node);
        }
    }

    private void AddOrRemoveAttribute()
    {
        var (thing, name, verbs) = (AnyThing(), _dice.Pick(AddedNames), _dice.Pick(TopicVerbs.All));
        var node = _plain.Nodes[thing.Id];
        Note($"add or remove {name} of {thing}");
        if (node.Find(name) is null)
        {
            var topic = verbs.NewTopic();
            Change(false, () => node.Put(name, verbs, verbs.Read(topic)), () => thing.AddAttribute(name, topic));
        }
        else
        {
            Change(false, () => node.Remove(name), () => thing.RemoveAttribute(name));
        }
    }

    /// <summary>Attributes that a copy got have no type of their own yet; giving them one is no operation.</summary>
    private void Adopt(Thing thing)
    {
        foreach (var name in thing.AttributeNames.Where(AddedNames.Contains))
        {
            var topic = thing.GetAttribute(name);
            var verbs = _plain.Nodes[thing.Id].Find(name)!.Verbs;
            if (topic.GetType() == verbs.TopicType)
                continue;
            _plain.Written = Written.Surely;
            thing.AddAttribute(name, verbs.NewTopic());
        }
    }

    private void ClearHistory()
    {
        Note("clear history");
        (_plain.Clearings, _plain.Written) = (_plain.Clearings + 1, Written.Surely);
        _tree.ClearHistory();
        ((Thing)_tree.Root).Bell.Emit("cleared"); // else nothing would be committed, and nobody told when
    }

    private void Write(Thing thing)
    {
        Adopt(thing); // its OnInit may still be to come
        var attributes = _plain.Nodes[thing.Id].Attributes;
        if (!_dice.OneIn(3))
            attributes = attributes.FindAll(one => _favourites.Contains(one.Name));
        else if (_dice.OneIn(2) && attributes.FindAll(RefersToWhatIsGone) is { Count: > 0 } lost)
            attributes = lost;
        var attribute = _dice.Pick(attributes);
        var topic = attribute.Name == Plain.Node.Tags ? thing.Tags : thing.GetAttribute(attribute.Name);
        var write = attribute.Verbs.Choose(attribute.Value, AnyThing(), _dice);
        Note($"{attribute.Name} of {thing}: {write.Name}");
        object? next = null;
        var expected = Catch(() => next = write.Plain());
        if (expected is not null)
        {
            var thrown = Catch(() => write.Do(topic));
            Check.That(thrown is ArgumentException, () => $"{thrown} instead of {expected}");
            throw thrown!;
        }
        if (!IsRefused(thing, attribute, next))
        {
            Undoable(() =>
            {
                var isSame = attribute.Verbs != TopicVerbs.Bell && attribute.Verbs.AreSame(attribute.Value, next);
                Wrote(isSame ? Written.Perhaps : Written.Surely);
                _plain.Nodes[thing.Id].Put(attribute.Name, attribute.Verbs, next);
                if (thing.IsRoot && attribute.Name == "flag" && !isSame)
                    WriteFlag(() => write.Do(topic));
                else if (thing.HasRules && attribute.Name is "text" or "words")
                    write.Do(topic);
                else if (Catch(() => write.Do(topic)) is { } thrown)
                    throw new AssertionException($"nobody reacts there, and it was refused: {thrown}");
            });
            return;
        }
        var refusal = Catch(() => write.Do(topic));
        Check.That(
            refusal is OperationRejectedException { Code: RejectionCodes.Validation }, () => $"the validator did not refuse: {refusal}");
        throw refusal!;
    }

    /// <summary>While something is being built, the tree may refuse more than the model knows; never less.</summary>
    private void Change(bool refused, Action plain, Action change, bool runsOwnCode = false)
    {
        if (refused)
        {
            var thrown = Catch(change);
            Check.That(thrown is not null && IsPlanned(thrown), () => $"not refused: {thrown}");
            throw thrown!;
        }
        Undoable(() =>
        {
            plain();
            Wrote(Written.Perhaps);
            try
            {
                change();
            }
            catch (Exception exception) when (exception is not AssertionException and not PlannedException && !runsOwnCode)
            {
                Check.That(exception is InvalidOperationException && _building > 0, () => exception.ToString());
                throw;
            }
        });
    }

    private void Wrote(Written written)
    {
        if (_plain.Written < written)
            _plain.Written = written;
    }

    private bool RefersToWhatIsGone(Plain.Attribute attribute) =>
        attribute.Verbs.ReferencesOf(attribute.Value).Any(id => !_plain.Nodes.ContainsKey(id));

    private Thing AnyThing() => (Thing)_tree.GetObject(AnyId());

    private long AnyId() => _plain.Nodes.Keys.ElementAt(_dice.Below(_plain.Nodes.Count));
}
