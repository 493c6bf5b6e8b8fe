using ObjectTree.Model.Values;

namespace ObjectTree.Model.Tests.Values;

public sealed class ValueMapTests
{
    [Test]
    public void Create_AnyOrder_IsSortedAndEqual()
    {
        var forward = Make("a", "b", "B", "é", "😀", "\uFFFD");
        var backward = Make("\uFFFD", "😀", "é", "B", "b", "a");

        Assert.That(forward, Is.EqualTo(backward));
        Assert.That(forward.GetHashCode(), Is.EqualTo(backward.GetHashCode()));
        Assert.That(forward.Keys, Is.Ordered.Using<string>(StringComparer.Ordinal));
    }

    [Test]
    public void Create_KeyTwice_IsRefused() => Assert.That(() => Make("a", "b", "a"), Throws.ArgumentException);

    [Test]
    public void Create_KeyThatCannotTravel_IsRefused()
    {
        Assert.That(() => Make("\uD800"), Throws.ArgumentException);
        Assert.That(() => Make("a", null!), Throws.ArgumentNullException);
    }

    [Test]
    public void Find_EveryKey_IsThere()
    {
        var keys = Enumerable.Range(0, 100).Select(i => $"key {i}").ToArray();
        var map = Make(keys);

        foreach (var key in keys)
            Assert.That(map[key], Is.EqualTo(Value.FromString(key)));
        Assert.That(map.ContainsKey("key"), Is.False);
        Assert.That(() => map["key"], Throws.TypeOf<KeyNotFoundException>());
    }

    [Test]
    public void Equality_OtherValueUnderSameKey_Differs() =>
        Assert.That(Make("a"), Is.Not.EqualTo(ValueMap.Create([KeyValuePair.Create("a", Value.FromInt(1))])));

    private static ValueMap Make(params string[] keys) =>
        ValueMap.Create(keys.Select(key => KeyValuePair.Create(key, Value.FromString(key))));
}
