use duibiao::*;
fn main(){
 let p=read::project(std::path::Path::new(".")).unwrap(); let mut f=vec![]; let p=p.drain_into(&mut f);
 let d=parse::documents(&p.sources,&p.documents).drain_into(&mut f);
 let c=link::catalog(d,&p.sources,&p.attachments).drain_into(&mut f);
 let cmp=compare::all(&c);
 diagnostic::sort(&mut f);
 for d in &f { let pl=d.place().map(|s|{let src=p.sources.get(s.source); let pos=src.position(s.start as usize); format!("{}:{}:{}",src.path,pos.line,pos.column)}).unwrap_or_default(); println!("{:?} {} {} {}",d.severity,d.code,pl,d.message.zh); }
 println!("plans {} rows {} ind {} stubs {}",c.plans.len(),c.plans.iter().map(|p|p.rows.len()).sum::<usize>(),c.indicators.len(),c.stubs.len());
 for s in &c.stubs {println!("stub {}",s.title)}
 for (id,pl) in c.plan_ids(){ for pr in cmp.of(id).pairs.iter(){ let own=&c.row(catalog::RowRef{plan:id,row:pr.row}); let o=c.row(pr.against); println!("{} {} [{}] vs {} {} [{}] {:?} {:?} => {:?} {:?} {:?} {:?} {:?}",pl.id(),own.name.value,own.targets[pr.target as usize].target.printed,c.plan(pr.against.plan).id(),o.name.value,o.targets[pr.against_target as usize].target.printed,pr.standing,pr.grade,pr.judgement.verdict,pr.judgement.strictness,pr.judgement.difference.map(|d|d.to_string()),pr.judgement.share,pr.judgement.reason);}}
}
