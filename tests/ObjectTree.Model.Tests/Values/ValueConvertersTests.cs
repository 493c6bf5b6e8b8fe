using ObjectTree.Model.Values;

namespace ObjectTree.Model.Tests.Values;

public sealed class ValueConvertersTests
{
    [Test]
    public void For_TypeThatCannotTravel_SaysWhatCan() =>
        Assert.That(() => ValueConverters.For<DateTime>(), Throws.TypeOf<NotSupportedException>()
            .With.Message.Contains("System.DateTime cannot travel").And.Message.Contains("string"));

    [Test]
    public void Topic_OfTypeThatCannotTravel_SaysWhatCan() =>
        Assert.That(() => new ListTopic<Uri>(), Throws.Exception.With.Message.Contains("System.Uri cannot travel")
            .Or.InnerException.Message.Contains("System.Uri cannot travel"));

    [Test]
    public void RoundTrip_EveryType_KeepsItsLimits()
    {
        Keeps(byte.MinValue, byte.MaxValue);
        Keeps(short.MinValue, short.MaxValue);
        Keeps(int.MinValue, int.MaxValue);
        Keeps(uint.MinValue, uint.MaxValue);
        Keeps(-Value.MaxInt, Value.MaxInt);
        Keeps(float.MinValue, float.MaxValue, float.Epsilon, 0.1f, -0f);
        Keeps(double.MinValue, double.MaxValue, double.Epsilon, 0.1, -0.0);
        Keeps(true, false);
        Keeps("", Some.Text());
    }

    [Test]
    public void FromValue_NumberOutOfTheTypesRange_IsRefused()
    {
        Refuses<byte>(Value.FromInt(256));
        Refuses<byte>(Value.FromInt(-1));
        Refuses<short>(Value.FromInt(short.MaxValue + 1));
        Refuses<int>(Value.FromInt(int.MaxValue + 1L));
        Refuses<uint>(Value.FromInt(-1));
        Refuses<float>(Value.FromFloat(1e300));
        Refuses<float>(Value.FromFloat(double.MinValue));
    }

    [Test]
    public void ToValue_WhatCannotTravel_IsRefused()
    {
        Assert.That(() => ValueConverters.For<string>().ToValue(null!, null), Throws.ArgumentNullException);
        Assert.That(() => ValueConverters.For<float>().ToValue(float.NaN, null), Throws.InstanceOf<ArgumentOutOfRangeException>());
        Assert.That(() => ValueConverters.For<long>().ToValue(long.MaxValue, null), Throws.InstanceOf<ArgumentOutOfRangeException>());
    }

    private static void Keeps<T>(params T[] values)
    {
        foreach (var value in values)
            Assert.That(ValueConverters.For<T>().FromValue(ValueConverters.For<T>().ToValue(value, null), null), Is.EqualTo(value));
    }

    private static void Refuses<T>(Value value) =>
        Assert.That(() => ValueConverters.For<T>().FromValue(value, null), Throws.TypeOf<OverflowException>(), $"{value} as {typeof(T)}");
}
