using System.ComponentModel.DataAnnotations;

namespace ObjectTree.Server.Tests.Support;

/// <summary>Texts of five at most, by their declaration and by a validator.</summary>
public class Slip : SObject
{
    [ClientWritable]
    [StringLength(5)]
    public StringTopic Declared { get; } = new("abcd");

    [ClientWritable]
    public StringTopic Validated { get; } = new("abcd");

    protected override void OnInit() => Validated.Validate(text => text.Length <= 5, "Too long");
}
