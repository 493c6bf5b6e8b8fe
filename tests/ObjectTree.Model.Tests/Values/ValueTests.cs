using System.Collections.Immutable;
using ObjectTree.Model.Values;

namespace ObjectTree.Model.Tests.Values;

public sealed class ValueTests
{
    [TestCase(double.NaN)]
    [TestCase(double.PositiveInfinity)]
    [TestCase(double.NegativeInfinity)]
    public void FromFloat_NotFinite_IsRefused(double number) =>
        Assert.That(() => Value.FromFloat(number), Throws.InstanceOf<ArgumentOutOfRangeException>());

    [TestCase(-0.0)]
    [TestCase(double.Epsilon)]
    [TestCase(double.MaxValue)]
    [TestCase(0.1)]
    public void FromFloat_Finite_IsBitEqual(double number) =>
        Assert.That(BitConverter.DoubleToInt64Bits(Value.FromFloat(number).AsFloat()), Is.EqualTo(BitConverter.DoubleToInt64Bits(number)));

    [TestCase(Value.MaxInt)]
    [TestCase(-Value.MaxInt)]
    [TestCase(0)]
    public void FromInt_InRange_IsKept(long number) => Assert.That(Value.FromInt(number).AsInt(), Is.EqualTo(number));

    [TestCase(Value.MaxInt + 1)]
    [TestCase(-Value.MaxInt - 1)]
    [TestCase(long.MinValue)]
    public void FromInt_OutOfRange_IsRefused(long number) =>
        Assert.That(() => Value.FromInt(number), Throws.InstanceOf<ArgumentOutOfRangeException>());

    [TestCaseSource(typeof(Some), nameof(Some.IllFormed))]
    public void FromString_LoneSurrogate_IsRefused(string text) =>
        Assert.That(() => Value.FromString(text), Throws.ArgumentException);

    [TestCase("")]
    [TestCase("\0")]
    [TestCase("😀😀")]
    [TestCase("a😀b")]
    public void FromString_WellFormed_IsKept(string text) => Assert.That(Value.FromString(text).AsString(), Is.EqualTo(text));

    [Test]
    public void FromString_Null_IsNull() => Assert.That(Value.FromString(null), Is.EqualTo(Value.Null));

    [Test]
    public void Equality_IntAndWholeDouble_AreEqualWithEqualHash()
    {
        Assert.That(Value.FromInt(2), Is.EqualTo(Value.FromFloat(2.0)));
        Assert.That(Value.FromInt(2).GetHashCode(), Is.EqualTo(Value.FromFloat(2.0).GetHashCode()));
    }

    [Test]
    public void Equality_ZeroAndMinusZero_Differ()
    {
        Assert.That(Value.FromFloat(0.0) == Value.FromFloat(-0.0), Is.False);
        Assert.That(Value.FromInt(0) == Value.FromFloat(-0.0), Is.False);
        Assert.That(Value.FromInt(0) == Value.FromFloat(0.0), Is.True);
    }

    [Test]
    public void Equality_OfEveryKindWithEveryOther_OnlyTheSameAreEqual()
    {
        Value[] different =
        [
            Value.Null, Value.FromBool(false), Value.FromBool(true), Value.FromInt(0), Value.FromInt(1), Value.FromFloat(0.5),
            Value.FromFloat(-0.0),
            Value.FromString(""), Value.FromString("1"), Value.FromArray([]), Value.FromArray([Value.Null]), Value.FromMap(ValueMap.Empty),
            Value.FromMap(ValueMap.Create([KeyValuePair.Create("a", Value.Null)])),
        ];

        for (var i = 0; i < different.Length; i++)
        {
            for (var j = 0; j < different.Length; j++)
                Assert.That(different[i] == different[j], Is.EqualTo(i == j), $"{different[i]} and {different[j]}");
        }
    }

    [Test]
    public void Equality_Nested_IsByContent()
    {
        static Value Make() =>
            Value.FromArray([Value.FromMap(ValueMap.Create([KeyValuePair.Create("a", Value.FromArray([Value.FromString("x")]))]))]);

        Assert.That(Make(), Is.EqualTo(Make()));
        Assert.That(Make().GetHashCode(), Is.EqualTo(Make().GetHashCode()));
    }

    [Test]
    public void FromArray_Default_IsEmpty() =>
        Assert.That(Value.FromArray(default(ImmutableArray<Value>)).AsArray(), Is.Empty);

    [Test]
    public void As_WrongKind_IsRefused()
    {
        var text = Value.FromString(Some.Text());

        Assert.That(() => text.AsBool(), Throws.TypeOf<InvalidCastException>());
        Assert.That(() => text.AsInt(), Throws.TypeOf<InvalidCastException>());
        Assert.That(() => text.AsFloat(), Throws.TypeOf<InvalidCastException>());
        Assert.That(() => text.AsArray(), Throws.TypeOf<InvalidCastException>());
        Assert.That(() => text.AsMap(), Throws.TypeOf<InvalidCastException>());
        Assert.That(() => Value.Null.AsString(), Throws.TypeOf<InvalidCastException>());
        Assert.That(() => Value.FromInt(1).AsBool(), Throws.TypeOf<InvalidCastException>());
        Assert.That(() => Value.FromBool(true).AsInt(), Throws.TypeOf<InvalidCastException>());
    }

    [TestCase(2.0)]
    [TestCase(-9007199254740991.0)]
    public void AsInt_WholeDouble_IsTaken(double number) => Assert.That(Value.FromFloat(number).AsInt(), Is.EqualTo((long)number));

    [TestCase(2.5)]
    [TestCase(-0.0)]
    [TestCase(9007199254740992.0)]
    [TestCase(1e300)]
    public void AsInt_OtherDouble_IsRefused(double number) =>
        Assert.That(() => Value.FromFloat(number).AsInt(), Throws.TypeOf<InvalidCastException>());
}
