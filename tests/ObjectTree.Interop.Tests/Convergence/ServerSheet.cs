namespace ObjectTree.Interop.Tests.Convergence;

/// <summary>A sheet on the server.</summary>
internal sealed class ServerSheet(Sheet sheet, Tree tree) : ISheet
{
    public TTopic Topic<TTopic>(string name)
        where TTopic : Topic => (TTopic)sheet.GetAttribute(name);

    public void Refer(Random random)
    {
        var sheets = tree.Root.ChildrenOf<Sheet>().ToList();
        sheet.Friend.Value = random.Next(3) == 0 ? null : sheets[random.Next(sheets.Count)];
    }
}
