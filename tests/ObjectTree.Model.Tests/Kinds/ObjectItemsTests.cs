using System.Collections.Immutable;
using ObjectTree.Model.Kinds.List;
using ObjectTree.Model.Kinds.Reference;
using ObjectTree.Model.Topics;
using ObjectTree.Model.Values;

namespace ObjectTree.Model.Tests.Kinds;

/// <summary>Objects of the tree as values: references that come and go.</summary>
public sealed class ObjectItemsTests
{
    [Test]
    public void Ref_SetGoneAndBack_ResolvesAgain()
    {
        var topic = new RefTopic<TestObject>();
        var host = TestHost.Of(topic);
        var target = host.Add(new TestObject(5));

        topic.Value = target;
        host.Ignores(() => topic.Value = target);
        Assert.That(host.Written, Is.EqualTo(new[] { new ReferenceOperation(TestHost.Address, 5) }));
        Assert.That(topic.Value, Is.SameAs(target));

        host.Objects.Clear();
        target.IsDestroyed = true;
        Assert.That((topic.Value, topic.Id), Is.EqualTo(((TestObject?)null, 5L)));

        target.IsDestroyed = false;
        host.Add(target);
        Assert.That(topic.Value, Is.SameAs(target));

        topic.Value = null;
        Assert.That((topic.Value, topic.Id), Is.EqualTo(((TestObject?)null, 0L)));
        host.UndoAll();
        Assert.That(topic.Id, Is.Zero);
    }

    [Test]
    public void AnyVerb_ObjectThatIsNotInTheTree_IsRefused()
    {
        var reference = new RefTopic<TestObject>();
        var list = new ListTopic<TestObject>();
        var gone = new TestObject(9) { IsDestroyed = true };
        TestHost.Of(reference).Refuses<ArgumentException>(() => reference.Value = new TestObject(5));
        var host = TestHost.Of(list);
        host.Add(new TestObject(5));
        host.Refuses<ArgumentException>(() => list.Add(new TestObject(5)));
        Assert.That(() => list.Add(gone), Throws.ArgumentException.With.Message.Contains("object 9 is destroyed"));
        Assert.That(
            () => list.Add(new TestObject(5)), Throws.ArgumentException.With.Message.Contains("object 5 is not an object of this tree"));
        host.Refuses<ArgumentNullException>(() => list.Add(null!));
    }

    [Test]
    public void Read_ObjectOfAnotherClass_IsNullAsIfItWereGone()
    {
        var topic = new RefTopic<TestObject.Special>();
        var host = TestHost.Of(topic);
        host.Add(new TestObject(5));
        host.Apply(new ReferenceOperation(TestHost.Address, 5));
        Assert.That((topic.Value, topic.Id), Is.EqualTo(((TestObject.Special?)null, 5L)));
        host.Enter();
        Assert.That(
            ((IHostedTopic)topic).CheckReferences,
            Throws.TypeOf<InvalidCastException>().With.Message.Contains("TestObject, not a").And.Message.Contains("Special"));
    }

    [Test]
    public void List_ObjectOfAnotherClass_ReadsAsNullAlsoForWhoListens()
    {
        var list = new ListTopic<TestObject.Special>();
        var host = TestHost.Of(list);
        host.Add(new TestObject(5));
        list.Observe(_ => { });
        host.Apply(new ListOperation.Insert(TestHost.Address, 0, Value.FromReference(5)));
        Assert.That(list.Value, Is.EqualTo(new TestObject.Special?[] { null }));
        host.Enter();
        Assert.That(((IHostedTopic)list).CheckReferences, Throws.TypeOf<InvalidCastException>());
    }

    [Test]
    public void List_GoneObject_ReadsAsNullAndIsKeptByBatch()
    {
        var topic = new ListTopic<TestObject>();
        var host = TestHost.Of(topic);
        var (one, two, three) = (host.Add(new TestObject(1)), host.Add(new TestObject(2)), host.Add(new TestObject(3)));
        topic.AddRange([one, two]);
        host.Objects.Remove(1);

        Assert.That(topic.Value, Is.EqualTo(new[] { null, two }));
        topic.Batch(copy => copy.Add(three));

        host.Add(one);
        Assert.That(topic.Value, Is.EqualTo(new[] { one, two, three }));
        host.Refuses<ArgumentNullException>(() => topic.Batch(copy => copy.Add(null!)));
    }

    [Test]
    public void SetAndDict_GoneObjects_AreKeptByBatch()
    {
        var set = new SetTopic<TestObject>();
        var host = TestHost.Of(set);
        var objects = Enumerable.Range(1, 3).Select(id => host.Add(new TestObject(id))).ToList();
        set.UnionWith(objects);
        host.Objects.Remove(1);
        host.Objects.Remove(2);

        set.Batch(copy => copy.Remove(objects[2]));

        Assert.That(host.Capture(), Is.EqualTo(Value.FromArray([Value.FromReference(1), Value.FromReference(2)])));

        var dict = new DictTopic<TestObject>();
        var dictHost = TestHost.Of(dict);
        dictHost.Add(objects[0]);
        dict["a"] = dict["b"] = dictHost.Add(objects[1]);
        dictHost.Objects.Clear();
        dictHost.Add(objects[0]);
        dict.Batch(copy => copy["c"] = objects[0]);
        Assert.That(dictHost.Capture().AsMap()["a"], Is.EqualTo(Value.FromReference(2)));
        Assert.That(dict.Update("a", _ => objects[0]) && dict["a"] == objects[0], Is.True);
    }

    [Test]
    public void CollectReferences_OfOperationsLessInverses_IsWhatTheStateHolds()
    {
        var random = Seed.Print();
        var objects = Enumerable.Range(1, 9).Select(id => new TestObject(id)).ToList();
        Follow(new ListTopic<Pair>(), objects, (topic, pick) =>
        {
            switch (random.Next(5))
            {
                case 0:
                    topic.Value =
                        [.. topic.Value.Where(_ => random.Next(3) > 0).Append(new Pair(pick(), pick())).OrderBy(_ => random.Next())];
                    break;
                case 1:
                    topic.AddRange([new Pair(pick(), null), new Pair(null, pick())]);
                    break;
                case 2 when topic.Count > 0:
                    topic[random.Next(topic.Count)] = new Pair(pick(), null);
                    break;
                case 3 when topic.Count > 0:
                    topic.RemoveAt(random.Next(topic.Count));
                    break;
                default:
                    topic.Add(new Pair(pick(), pick()));
                    break;
            }
        });
        Follow(new SetTopic<TestObject>(), objects, (topic, pick) =>
        {
            if (random.Next(2) == 0)
                topic.SymmetricExceptWith([pick()]);
            else
                topic.Value = [.. objects.Where(_ => random.Next(2) == 0)];
        });
        Follow(new DictTopic<ImmutableArray<TestObject>>(), objects, (topic, pick) =>
        {
            if (random.Next(2) == 0)
                topic[$"{random.Next(4)}"] = [pick(), pick()];
            else
                topic.Batch(copy => copy.Remove($"{random.Next(4)}"));
        });
        Follow(new RefTopic<TestObject>(), objects, (topic, pick) => topic.Value = random.Next(3) == 0 ? null : pick());
        Follow(new ValueTopic<Pair?>(), objects, (topic, pick) => topic.Value = random.Next(3) == 0 ? null : new Pair(pick(), pick()));

        void Follow<TTopic>(TTopic topic, List<TestObject> known, Action<TTopic, Func<TestObject>> verb)
            where TTopic : Topic
        {
            var host = TestHost.Of(topic);
            known.ForEach(one => host.Add(one));
            for (var i = 0; i < 300; i++)
            {
                verb(topic, () => known[random.Next(known.Count)]);
                if (i % 7 == 0 && host.Applied.Count > 0)
                    host.Apply(host.Apply(host.Applied[^1].Inverse).Inverse);
            }
            var index = new Dictionary<long, int>();
            foreach (var applied in host.Applied)
            {
                Count(index, applied.Operation.CollectReferences, 1);
                Count(index, applied.Inverse.CollectReferences, -1);
            }
            var walked = new Dictionary<long, int>();
            Count(walked, ids => References.Collect(host.Capture(), ids), 1);
            Assert.That(index.Where(entry => entry.Value != 0), Is.EquivalentTo(walked), topic.GetType().Name);
        }
    }

    private static void Count(Dictionary<long, int> index, Action<List<long>> collect, int sign)
    {
        var ids = new List<long>();
        collect(ids);
        foreach (var id in ids)
            index[id] = index.GetValueOrDefault(id) + sign;
    }

    private sealed record Pair(TestObject? One, TestObject? Other);
}
