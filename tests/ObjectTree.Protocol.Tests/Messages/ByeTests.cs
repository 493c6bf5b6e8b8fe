using ObjectTree.Protocol.Limits;
using ObjectTree.Protocol.Messages;

namespace ObjectTree.Protocol.Tests.Messages;

public class ByeTests
{
    [Test]
    public void Code_BeyondAllCodes_IsNoneThatIsKnown()
    {
        byte[] bytes = [0x0e, 0xcf, 0, 0, 0, 1, 0, 0, 0x03, 0xf1, 0xa1, 0x78, 0xc2, 0xc0, 0x80]; // 2^32 + 1009
        var bye = (ByeMessage)MessageReader.Read(bytes, ReadLimits.FromServer, null);
        Assert.That(Enum.IsDefined(bye.Code), Is.False, bye.Code.Name());
    }
}
