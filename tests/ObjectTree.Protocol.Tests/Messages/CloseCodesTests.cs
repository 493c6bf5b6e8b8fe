namespace ObjectTree.Protocol.Tests.Messages;

public class CloseCodesTests
{
    [Test]
    public void Name_EveryCode_IsItsMemberInCapitals([Values] CloseCode code) =>
        Assert.That(code.Name().Replace("_", "", StringComparison.Ordinal), Is.EqualTo(code.ToString().ToUpperInvariant()));

    [Test]
    public void Name_UnknownCode_IsItsNumber() => Assert.That(((CloseCode)4999).Name(), Is.EqualTo("4999"));
}
