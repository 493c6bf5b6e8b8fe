using ObjectTree.Model.Kinds.Dict;
using ObjectTree.Model.Kinds.List;
using ObjectTree.Model.Kinds.Set;
using ObjectTree.Model.Kinds.Value;
using ObjectTree.Model.Topics;
using ObjectTree.Model.Values;

namespace ObjectTree.Model.Tests.Kinds;

/// <summary>
/// Values from elsewhere that a topic's type reads, but would write otherwise: they become what it writes, or nobody would find them again.
/// </summary>
public sealed class ForeignValuesTests
{
    private const string Upper = "6F9619FF-8B86-D011-B42D-00C04FC964FF";

    private static readonly AttributeAddress Address = new(0, 0); // that of a topic without a host

    private static readonly Guid Id = Guid.Parse(Upper);

    private static readonly Value Double = Value.FromFloat(0.1);

    private static readonly Value Single = Value.FromFloat(0.1f);

    [Test]
    public void Load_DoubleOfAFloat_IsFoundAsTheFloat()
    {
        var (list, set, dict) = (new ListTopic<float>(), new SetTopic<float>(), new DictTopic<float>());

        Hosted(list).Load(Array(Double));
        Hosted(set).Load(Array(Double));
        Hosted(dict).Load(Value.FromMap(ValueMap.Create([KeyValuePair.Create("a", Double)])));

        Assert.That(list.IndexOf(0.1f), Is.Zero);
        Assert.That(set.Remove(0.1f));
        Assert.That(Hosted(dict).Capture().AsMap()["a"], Is.EqualTo(Single));
    }

    [Test]
    public void Load_TwoDoublesOfOneFloat_IsRefusedBySetAndChangesNothing()
    {
        var set = new SetTopic<float>([2]);

        Assert.That(() => Hosted(set).Load(Array(Double, Single)), Throws.ArgumentException);

        Assert.That(set, Is.EqualTo(new[] { 2f }));
    }

    [Test]
    public void Apply_DoubleOfAFloat_IsKeptAndToldAsTheFloat()
    {
        var list = new ListTopic<float>();
        var set = new SetTopic<float>();

        var inserted = Hosted(list).Apply(new ListOperation.Insert(Address, 0, Double));
        _ = Hosted(list).Apply(
            new ListOperation.Patch(Address, [new ListOperation.InsertRange(Address, 1, Array(Value.FromInt(2), Double))]));
        var added = Hosted(set).Apply(new SetOperation.Add(Address, Double));

        Assert.That(inserted.Operation, Is.EqualTo(new ListOperation.Insert(Address, 0, Single)));
        Assert.That(Hosted(list).Capture(), Is.EqualTo(Array(Single, Value.FromInt(2), Single)));
        Assert.That(added.Operation, Is.EqualTo(new SetOperation.Add(Address, Single)));
        Assert.That(set.Contains(0.1f));
    }

    [Test]
    public void Apply_RemovalAsItWasSaidElsewhere_FindsTheItem()
    {
        var floats = new SetTopic<float>([0.1f, 2]);
        var ids = new SetTopic<Guid>([Id]);

        _ = Hosted(floats).Apply(new SetOperation.Patch(Address, Array(Double), Array(Value.FromFloat(0.2))));
        _ = Hosted(ids).Apply(new SetOperation.Remove(Address, Value.FromString(Upper)));

        Assert.That(floats, Is.EquivalentTo(new[] { 0.2f, 2 }));
        Assert.That(ids, Is.Empty);
    }

    [Test]
    public void Apply_AdditionOfWhatIsThereInOtherWords_IsRefused()
    {
        var set = new SetTopic<Guid>([Id]);

        Assert.That(() => Hosted(set).Apply(new SetOperation.Add(Address, Value.FromString(Upper))), Throws.ArgumentException);
        Assert.That(
            () => Hosted(set).Apply(new SetOperation.Set(Address, Array(Value.FromString(Upper), Value.FromString(Id.ToString())))),
            Throws.ArgumentException);

        Assert.That(set, Is.EqualTo(new[] { Id }));
    }

    [Test]
    public void Apply_GuidInCapitals_IsKeptAsGuidsAreWritten()
    {
        var set = new SetTopic<Guid>();
        var dict = new DictTopic<Guid>();
        var value = new ValueTopic<Guid>();

        _ = Hosted(set).Apply(new SetOperation.Set(Address, Array(Value.FromString(Upper))));
        _ = Hosted(dict).Apply(new DictOperation.Put(Address, "a", Value.FromString(Upper)));
        var applied = Hosted(value).Apply(new ValueOperation(Address, Value.FromString(Upper)));

        Assert.That(set.Contains(Id));
        Assert.That(Hosted(dict).Capture().AsMap()["a"], Is.EqualTo(Value.FromString(Id.ToString())));
        Assert.That(applied.Operation, Is.EqualTo(new ValueOperation(Address, Value.FromString(Id.ToString()))));
    }

    [Test]
    public void Apply_SetInOtherOrderAfterFitting_IsSortedAgain()
    {
        var set = new SetTopic<Guid>();
        var (low, high) = ("0a000000-0000-0000-0000-000000000000", "0A000000-0000-0000-0000-00000000000F");

        var applied = Hosted(set).Apply(new SetOperation.Set(Address, Array(Value.FromString(high), Value.FromString(low))));

        Assert.That(((SetOperation.Set)applied.Operation).Items, Is.EqualTo(Hosted(set).Capture()));
    }

    [Test]
    public void Apply_WhatTheTypeWritesItself_IsTheSameOperation()
    {
        var set = new SetTopic<Guid>();
        var operation = new SetOperation.Add(Address, Value.FromString(Id.ToString()));

        Assert.That(Hosted(set).Apply(operation).Operation, Is.SameAs(operation));
    }

    private static IHostedTopic Hosted(Topic topic) => topic;

    private static Value Array(params Value[] items) => Value.FromArray([.. items]);
}
