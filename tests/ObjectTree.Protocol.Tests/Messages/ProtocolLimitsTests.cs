using ObjectTree.Model.Values;
using ObjectTree.Protocol.Limits;

namespace ObjectTree.Protocol.Tests.Messages;

public class ProtocolLimitsTests
{
    [Test]
    public void FromMap_OfToMap_IsTheSame()
    {
        var limits = new ProtocolLimits
        {
            Message = 1,
            Total = 2,
            Depth = 3,
            Elements = 4,
            Operations = 5,
            Silence = TimeSpan.FromMilliseconds(6)
        };
        Assert.That(ProtocolLimits.FromMap(limits.ToMap()), Is.EqualTo(limits));
    }

    [Test]
    public void FromMap_MissingAndUnknownNames_GivesDefaults() => Assert.That(
        ProtocolLimits.FromMap(ValueMap.Create([KeyValuePair.Create("newer", Value.FromString("x"))])),
        Is.EqualTo(ProtocolLimits.Default));

    [Test]
    public void FromMap_NoNumber_IsMalformed() => Assert.Throws<ProtocolException>(
        () => ProtocolLimits.FromMap(ValueMap.Create([KeyValuePair.Create("message", Value.FromInt(-1))])));
}
