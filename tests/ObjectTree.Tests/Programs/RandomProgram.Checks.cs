using ObjectTree.Model.Values;

namespace ObjectTree.Tests.Programs;

// What has to hold after every transition.
internal sealed partial class RandomProgram
{
    private void Compare()
    {
        foreach (var entry in _logger.Entries)
            Check.That(IsExpected(entry), () => $"{entry.Message} {entry.Exception}");
        var snapshot = State();
        Check.That(_replica.Serialize(snapshot.Version, snapshot.NextId).Equals(snapshot), () => "the replica differs");
        Check.That(_tree.Objects.Count == _plain.Nodes.Count, () => $"there are {_tree.Objects.Count} objects, not {_plain.Nodes.Count}");
        foreach (var (id, node) in _plain.Nodes)
        {
            Check.That(_tree.TryGetObject(id, out var found) && found.Id == id, () => $"{id} is not found");
            Compare((Thing)found!, node);
        }
        foreach (var id in _met)
            Check.That(_told.Contains(id) || _plain.Nodes.ContainsKey(id), () => $"OnDestroy of {id} did not run");
        _met.UnionWith(_plain.Nodes.Keys);
        _told.ExceptWith(_plain.Nodes.Keys); // undo may have brought them back
        CompareReferences();
        foreach (var key in Keys)
            Check.That(_tree.Find(key)?.Id == _plain.Holder(key), () => $"the holder of '{key}' is {_tree.Find(key)}");
        foreach (var tag in Verbs.TextVerbs.Texts)
        {
            var tagged = _plain.Nodes.Where(one => ((IReadOnlySet<string>)one.Value.Find(Plain.Node.Tags)!.Value!).Contains(tag))
                .Select(one => one.Key);
            Check.That(_tree.FindTagged(tag).Select(one => one.Id).SequenceEqual(tagged), () => $"the index of the tag '{tag}' is wrong");
        }
    }

    /// <summary>The index of references against a look at all values.</summary>
    private void CompareReferences()
    {
        var holders = _plain.Nodes.ToDictionary(one => one.Key, _ => new List<(long, string)>());
        foreach (var (id, node) in _plain.Nodes)
        {
            foreach (var (name, verbs, value) in node.Attributes)
            {
                foreach (var target in verbs.ReferencesOf(value).Distinct())
                {
                    if (holders.TryGetValue(target, out var found))
                        found.Add((id, name));
                }
            }
        }
        foreach (var (id, expected) in holders)
        {
            var found = _tree.GetObject(id).ReferencedBy.Select(one => (one.Object.Id, one.Attribute));
            Check.That(
                found.SequenceEqual(expected),
                () => $"{id} is referred to by {string.Join(", ", found)}, not {string.Join(", ", expected)}");
        }
    }

    private void Compare(Thing thing, Plain.Node node)
    {
        Check.That(
            (thing.Parent?.Id ?? 0) == node.Parent && thing.Key == node.Key, () => $"{thing} is below {thing.Parent}, not {node.Parent}");
        Check.That(thing.Children.Select(child => child.Id).SequenceEqual(node.Children), () => $"the children of {thing}");
        Check.That(thing.Children.All(child => child.Parent == thing), () => $"a child of {thing} has another parent");
        Check.That(thing.AttributeNames.Length == node.Attributes.Count - 1, () => $"the attributes of {thing}");
        foreach (var (name, verbs, value) in node.Attributes)
        {
            var topic = name == Plain.Node.Tags ? thing.Tags : thing.GetAttribute(name);
            Check.That(verbs.AreSame(verbs.Read(topic), value), () => $"'{name}' of {thing} is {topic}, not {value}");
        }
        Check.That(_mirrors[thing.Id].IsRight, () => $"the observers of {thing} know something else");
    }

    /// <summary>A follow-up that fails is logged; what fails in an observer never happens.</summary>
    private static bool IsExpected(TestLogger.Entry entry) =>
        entry.Exception is not null && IsPlanned(entry.Exception)
            && entry.Message.StartsWith("Work for after a commit", StringComparison.Ordinal);

    private void RestoreAll()
    {
        var snapshot = _tree.Serialize();
        var restored = Passive.Restore(snapshot);
        Check.That(restored.Serialize().Equals(snapshot), () => "the restored tree differs");
        foreach (var one in _tree.Objects)
        {
            var holders = restored.GetObject(one.Id).ReferencedBy.Select(holder => (holder.Object.Id, holder.Attribute));
            Check.That(
                holders.SequenceEqual(one.ReferencedBy.Select(holder => (holder.Object.Id, holder.Attribute))),
                () => $"in the restored tree others refer to {one}");
        }
        Check.That(SnapshotFormat.Read(snapshot.ToBytes()).Equals(snapshot), () => "the snapshot read from bytes differs");
        if (snapshot.Objects.Any(state => state.Added.Any(added => added.State.Kind == ValueKind.Record)))
            return; // in JSON, where a record is an object, only the class of an attribute says of which kind
        Check.That(
            Passive.Restore(SnapshotFormat.ReadJson(snapshot.ToJson())).Serialize()
                .Equals(snapshot), () => "the tree restored from JSON differs");
    }
}
