using System.Collections.Immutable;
using ObjectTree.Model.Topics;
using ObjectTree.Model.Values;

namespace ObjectTree.Model.Tests.Values;

/// <summary>Which types travel, how they look as values, and why others do not.</summary>
public sealed class TravellingTypesTests
{
    [Test]
    public void RoundTrip_EveryType_KeepsTheContent()
    {
        Keeps<sbyte>(-128, Value.FromInt(-128));
        Keeps<ushort>(65535, Value.FromInt(65535));
        Keeps(Color.DarkRed, Value.FromString("darkRed"));
        Keeps(Color.Blue, Value.FromString("azure"));
        Keeps(Rights.Read | Rights.Write, Value.FromInt(3));
        Keeps(Guid.Parse("6F9619FF-8B86-D011-B42D-00C04FC964FF"), Value.FromString("6f9619ff-8b86-d011-b42d-00c04fc964ff"));
        Keeps(new DateTimeOffset(2026, 11, 23, 21, 33, 42, 500, TimeSpan.FromHours(1)), Value.FromString("2026-11-23T21:33:42.5+01:00"));
        Keeps(new byte[] { 1, 2 }, Value.FromBytes([1, 2]));
        Keeps<int?>(null, Value.Null);
        Keeps<int?>(5, Value.FromInt(5));
        Keeps<Point?>(null, Value.Null);
        Keeps<ImmutableArray<string?>>(["a", null], Value.FromArray([Value.FromString("a"), Value.Null]));
        Keeps(ImmutableDictionary<string, Color>.Empty.Add("a", Color.Blue), Map(("a", Value.FromString("azure"))));
        Keeps(ImmutableArray.Create(new Point(1, 2), new Point(3, 4)), null);
        Keeps(new Note("a", new Point(1, 2), ["x"], null), null);
    }

    [Test]
    public void Time_OfABrowser_IsRead() => Assert.That(
        ValueConverters.For<DateTimeOffset>().FromValue(Value.FromString("2026-11-23T21:33:42.500Z"), null),
        Is.EqualTo(new DateTimeOffset(2026, 11, 23, 21, 33, 42, 500, TimeSpan.Zero)));

    [Test]
    public void Record_Schema_HasFieldsByWireNameAndInnerOnesFirst()
    {
        var records = ValueConverters.For<Note>().Records;
        Assert.That(records.Select(record => record.Name), Is.EqualTo(new[] { "Point", "Note" }));
        Assert.That(records[1].Fields, Is.EqualTo(new[] { "text", "at", "words", "who" }));
        Assert.That(ValueConverters.RecordsOf(typeof(ImmutableArray<Note>)), Is.EqualTo(records), "numbered once per process");
    }

    [Test]
    public void Record_OfTwoClassesThatLookAlike_HasOneNumber()
    {
        var (ints, texts) = (ValueConverters.For<Pair<int>>(), ValueConverters.For<Pair<string>>());
        Assert.That(ints.Records, Is.EqualTo(texts.Records), "equal records are equal bytes");
        Assert.That(texts.FromValue(texts.ToValue(new Pair<string>("a", "b"), null), null), Is.EqualTo(new Pair<string>("a", "b")));
        Assert.That(() => texts.FromValue(ints.ToValue(new Pair<int>(1, 2), null), null), Throws.TypeOf<InvalidCastException>());
    }

    [Test]
    public void Record_FromMapOrOtherSchema_IsReadByNames()
    {
        var converter = ValueConverters.For<Point>();
        var other = new RecordSchema(900, "Point", ["y", "more", "x"]);
        Assert.That(converter.FromValue(Map(("x", Value.FromInt(1)), ("y", Value.FromInt(2))), null), Is.EqualTo(new Point(1, 2)));
        Assert.That(
            converter.FromValue(Value.FromRecord(new RecordValue(other, [Value.FromInt(2), Value.Null, Value.FromInt(1)])), null),
            Is.EqualTo(new Point(1, 2)));
        Assert.That(converter.FromValue(Map(("x", Value.FromInt(1))), null), Is.EqualTo(new Point(1, 7)), "the default of the parameter");
        Assert.That(
            () => converter.FromValue(Map(("y", Value.FromInt(1))), null),
            Throws.ArgumentException.With.Message.Contains("'x' of Point is missing"));
        Assert.That(() => converter.FromValue(Value.FromInt(1), null), Throws.TypeOf<InvalidCastException>());
    }

    [Test]
    public void Record_LoadedAsMap_IsARecordAgain()
    {
        IHostedTopic topic = new ListTopic<Point>();
        topic.Load(Value.FromArray([Map(("x", Value.FromInt(1)), ("y", Value.FromInt(2)))]));
        Assert.That(topic.Capture(), Is.EqualTo(((IHostedTopic)new ListTopic<Point>([new Point(1, 2)])).Capture()));
    }

    [Test]
    public void ToValue_WhatIsNoValueOfItsType_IsRefused()
    {
        Refuses((Color)99, "no member");
        Refuses<Flat>(new Wide(1, 2, 3), "would lose");
        Refuses(ImmutableDictionary<string, double>.Empty.Add("a", double.NaN), "finite");
        Refuses(Value.FromArray([ValueConverters.For<Point>().ToValue(new Point(1, 2), null)]), "object of its class");
        Refuses(ImmutableArray.Create("\uD800"), "surrogate");
    }

    [Test]
    public void FromValue_WhatDoesNotFit_IsRefused()
    {
        Assert.That(
            () => ValueConverters.For<Color>().FromValue(Value.FromString("green"), null),
            Throws.ArgumentException.With.Message.Contains("darkRed, azure"));
        Assert.That(() => ValueConverters.For<Guid>().FromValue(Value.FromString("x"), null), Throws.ArgumentException);
        Assert.That(() => ValueConverters.For<DateTimeOffset>().FromValue(Value.FromString("2026-11-23"), null), Throws.ArgumentException);
        Assert.That(() => ValueConverters.For<Point>().FromValue(Map(("x", Value.Null)), null), Throws.TypeOf<InvalidCastException>());
        Assert.That(() => ValueConverters.For<Rights>().FromValue(Value.FromInt(256), null), Throws.TypeOf<OverflowException>());
        Assert.That(() => ValueConverters.For<sbyte>().FromValue(Value.FromInt(128), null), Throws.TypeOf<OverflowException>());
    }

    [Test]
    public void WhyNot_TypeThatCannotTravel_NamesThePathAndTheWayOut()
    {
        Why<Deep>("Deep.Inner: Holder.Stream: System.IO.Stream cannot travel");
        Why<ImmutableArray<Holder>>("Holder.Stream: System.IO.Stream cannot travel");
        Why<Cyclic>("Cyclic.Next: ", "holds itself");
        Why<Settable>("Its property More can be set");
        Why<Mutable>("Its property X can be set at any time");
        Why<TwoNames>("Two of its fields are named 'same'");
        Why<object>("System.Object cannot travel");
        Why<IComparable>("System.IComparable cannot travel");
        Why<int[]>("ImmutableArray<T>");
        Why<List<int>>("ImmutableArray<T>");
        Why<Dictionary<string, int>>("ImmutableDictionary<string, T>");
        Why<ImmutableDictionary<int, int>>("ImmutableDictionary<string, T>");
        Why<DateTime>("DateTimeOffset");
        Why<ulong>("long");
        Why<decimal>("double");
        Assert.That(ValueConverters.WhyNot(typeof(TestObject)), Is.Null);
        Assert.That(ValueConverters.WhyNot(typeof(byte[])), Is.Null);
    }

    [Test]
    public void Bytes_ChangedByTheirOwner_StayWhatTheyWere()
    {
        byte[] bytes = [1, 2];
        var topic = new ValueTopic<byte[]>(bytes);
        bytes[0] = 9;
        topic.Value[1] = 9;
        Assert.That(topic.Value, Is.EqualTo(new byte[] { 1, 2 }));
    }

    [Test]
    public void Comparer_EqualContent_IsEqual()
    {
        var comparer = ValueConverters.For<Note>().Comparer;
        var (one, other) = (new Note("a", new Point(1, 2), ["x"], null), new Note("a", new Point(1, 2), ["x"], null));
        Assert.That(comparer.Equals(one, other) && comparer.GetHashCode(one) == comparer.GetHashCode(other), Is.True);
        Assert.That(comparer.Equals(one, other with { Words = ["y"] }), Is.False);
    }

    [Test]
    public void Boxed_EveryType_IsAsTyped()
    {
        var note = new Note("a", new Point(1, 2), ["x"], null);
        var value = ValueConverters.ToValue(typeof(Note), note, null);
        Assert.That(value, Is.EqualTo(ValueConverters.For<Note>().ToValue(note, null)));
        Assert.That(
            ValueConverters.For<Note>().Comparer.Equals((Note?)ValueConverters.FromValue(typeof(Note), value, null), note), Is.True);
        Assert.That(ValueConverters.FromValue(typeof(int?), Value.Null, null), Is.Null);
        Assert.That(ValueConverters.ToValue(typeof(int?), null, null), Is.EqualTo(Value.Null));
    }

    private static Value Map(params (string Key, Value Value)[] entries) =>
        Value.FromMap(ValueMap.Create(entries.Select(entry => KeyValuePair.Create(entry.Key, entry.Value))));

    private static void Keeps<T>(T value, Value? expected)
    {
        var converter = ValueConverters.For<T>();
        var written = converter.ToValue(value, null);
        if (expected is { } wanted)
            Assert.That(written, Is.EqualTo(wanted));
        Assert.That(converter.Comparer.Equals(converter.FromValue(written, null), value), Is.True, $"{value}");
        Assert.That(ValueConverters.WhyNot(typeof(T)), Is.Null);
    }

    private static void Refuses<T>(T value, string because) =>
        Assert.That(
            () => ValueConverters.For<T>().ToValue(value, null), Throws.InstanceOf<ArgumentException>().With.Message.Contains(because));

    private static void Why<T>(params string[] parts)
    {
        foreach (var part in parts)
            Assert.That(ValueConverters.WhyNot(typeof(T)), Does.Contain(part));
        Assert.That(() => ValueConverters.For<T>(), Throws.TypeOf<NotSupportedException>());
    }

    private enum Color
    {
        DarkRed,

        [WireName("azure")]
        Blue,
    }

    [Flags]
    private enum Rights : byte
    {
        None = 0,
        Read = 1,
        Write = 2,
    }

    private readonly record struct Point(int X, int Y = 7);

    private sealed record Note(
        string Text, Point At, [property: WireName("words")] ImmutableArray<string> Words, [WireName("who")] TestObject? Author);

    private record Flat(int X, int Y);

    private sealed record Wide(int X, int Y, int Z) : Flat(X, Y);

    private sealed record Pair<T>(T One, T Other);

    private sealed record Deep(Holder Inner);

    private sealed record Holder(Stream Stream);

    private sealed record Cyclic(int Number, Cyclic? Next);

    private sealed record Settable(int X)
    {
        public int More { get; init; }
    }

    private sealed record Mutable(int X)
    {
        public int X { get; set; } = X;
    }

    private sealed record TwoNames([WireName("same")] int X, [WireName("same")] int Y);
}
